//! Where a copy is tried, as a function of the [`Surroundings`]; and the same in words, for whoever has to find out why it fails.

use super::choice::Choice;
use super::surroundings::{Helper, Surroundings, System};
use crate::token::visible::visible;

/// One way to a clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// `tmux load-buffer -w -`. The escape sequence of [`Route::Osc52`] is dropped inside tmux as it is configured by default.
    Tmux,
    /// The escape sequence by which a terminal sets the clipboard: passes through SSH, is never answered.
    Osc52,
    /// The clipboard of the system, held by ourselves.
    Native,
    /// A program that was found installed.
    Helper(Helper),
    /// A program that the user named, and its arguments.
    Command(String, Vec<String>),
}

impl Route {
    /// Its name in a sentence.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Tmux => "tmux".to_owned(),
            Self::Osc52 => "OSC 52".to_owned(),
            Self::Native => "the clipboard".to_owned(),
            Self::Helper(helper) => helper.program().to_owned(),
            Self::Command(program, _) => visible(program).into_owned(),
        }
    }
}

/// The routes, in rows: every row is tried, and in each row one route after the other until one takes the text.
#[must_use]
pub fn routes(surroundings: &Surroundings) -> Vec<Vec<Route>> {
    match &surroundings.choice {
        Choice::Auto => automatic(surroundings),
        Choice::Tmux => vec![vec![Route::Tmux]],
        Choice::Osc52 => vec![vec![Route::Osc52]],
        Choice::Native => vec![vec![Route::Native]],
        Choice::Command(program, arguments) => vec![vec![Route::Command(program.clone(), arguments.clone())]],
        Choice::Off => Vec::new(),
    }
}

fn automatic(surroundings: &Surroundings) -> Vec<Vec<Route>> {
    let osc52 = surroundings.speaks_osc52().then_some(Route::Osc52);
    let native = surroundings.has_native().then_some(Route::Native);
    let mut rows: Vec<Vec<Route>> = Vec::new();

    // The terminal at hand: a text sent twice would be two entries in tmux's list.
    let in_terminal = if surroundings.tmux { [Some(Route::Tmux), osc52] } else { [None, osc52] };
    if surroundings.ssh {
        rows.push(in_terminal.into_iter().flatten().collect());
        // A display that came along (ssh -X). What a Mac calls its clipboard would be that of the machine over there, and so would be
        // that of its programs.
        if surroundings.system != System::Mac {
            rows.push(native.into_iter().collect());
        }
    } else {
        let mut local: Vec<Route> = native.into_iter().collect();
        local.extend(surroundings.usable_helpers().map(Route::Helper));
        if surroundings.tmux {
            rows.push(in_terminal.into_iter().flatten().collect());
        } else {
            local.extend(in_terminal.into_iter().flatten());
        }
        rows.push(local);
    }
    rows.retain(|row| !row.is_empty());
    rows
}

/// What is read for a key that pastes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The clipboard of the machine that the user sits at.
    Clipboard,
    /// The newest buffer of tmux.
    Tmux,
    /// Nothing that the user can have meant: the clipboard is at the other end of SSH.
    FarAway,
    /// Nothing: there is no clipboard, or it is not to be touched.
    Nothing,
}

impl Source {
    /// What the key does, for the doctor.
    const fn words(self) -> &'static str {
        match self {
            Self::Clipboard => "reads the clipboard",
            Self::Tmux => "reads tmux's buffer",
            Self::FarAway | Self::Nothing => "says how to paste",
        }
    }
}

/// What is read for a key that pastes: the clipboard of this desk, else what was copied in the tmux around us.
#[must_use]
pub const fn source(surroundings: &Surroundings) -> Source {
    match surroundings.choice {
        Choice::Auto | Choice::Native if !surroundings.ssh && surroundings.has_native() => Source::Clipboard,
        Choice::Auto | Choice::Tmux if surroundings.tmux => Source::Tmux,
        Choice::Auto | Choice::Native if surroundings.ssh => Source::FarAway,
        Choice::Auto | Choice::Native | Choice::Tmux | Choice::Osc52 | Choice::Command(..) | Choice::Off => {
            Source::Nothing
        }
    }
}

/// The surroundings and what follows from them, a name and a value a row. Nothing of what was ever copied.
#[must_use]
pub fn describe(surroundings: &Surroundings) -> Vec<(String, String)> {
    let set = |value: &Option<String>| value.as_deref().map_or("not set".to_owned(), |text| visible(text).into_owned());
    let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let tmux = match (&surroundings.set_clipboard, surroundings.tmux) {
        (_, false) => "no".to_owned(),
        (None, true) => "yes".to_owned(),
        (Some(value), true) => format!("yes, set-clipboard {}", visible(value)),
    };
    let displays = [("X11", &surroundings.display), ("Wayland", &surroundings.wayland)];
    let displays: Vec<String> = displays
        .into_iter()
        .filter_map(|(kind, name)| name.as_deref().map(|name| format!("{kind} {}", visible(name))))
        .collect();
    let mut rows = vec![
        ("TERM", set(&surroundings.term)),
        ("COLORTERM", set(&surroundings.colorterm)),
        ("size", surroundings.size.map_or("unknown".to_owned(), |(columns, rows)| format!("{columns}x{rows}"))),
        ("tmux", tmux),
        ("GNU screen", yes(surroundings.screen)),
        ("SSH", yes(surroundings.ssh)),
        ("display", if displays.is_empty() { "none".to_owned() } else { displays.join(", ") }),
        ("clipboard", surroundings.choice.to_string()),
    ];
    let routes = routes(surroundings);
    if routes.is_empty() {
        rows.push(("copies go", "nowhere".to_owned()));
    }
    for (number, row) in routes.iter().enumerate() {
        let names: Vec<String> = row.iter().map(Route::name).collect();
        rows.push((if number == 0 { "copies go" } else { "and" }, format!("to {}", names.join(", else "))));
    }
    rows.push(("paste key", source(surroundings).words().to_owned()));
    rows.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    use Helper::{ClipExe, Pbcopy, Termux, WlCopy, Xclip, Xsel};
    use Route::{Native, Osc52, Tmux};

    fn at(term: &str) -> Surroundings {
        Surroundings { term: Some(term.to_owned()), helpers: Helper::ALL.to_vec(), ..Surroundings::default() }
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    fn help(helper: Helper) -> Route {
        Route::Helper(helper)
    }

    /// With every program installed: which of them are of use is part of the table. Termux' works wherever it exists.
    #[test]
    fn the_table_of_surroundings() {
        let xterm = at("xterm-256color");
        let x = Surroundings { display: some(":0"), ..xterm.clone() };
        let wayland = Surroundings { wayland: some("wayland-0"), ..xterm.clone() };
        let tmux = Surroundings { tmux: true, ..at("tmux-256color") };
        let ssh = Surroundings { ssh: true, ..xterm.clone() };
        let forwarded = some("localhost:10.0");
        let mac = Surroundings { system: System::Mac, ..xterm.clone() };
        let wsl = Surroundings { system: System::Wsl, ..xterm.clone() };
        let table: Vec<(&str, Surroundings, Vec<Vec<Route>>)> = vec![
            ("local X", x.clone(), vec![vec![Native, help(Xclip), help(Xsel), help(Termux), Osc52]]),
            ("local Wayland", wayland.clone(), vec![vec![Native, help(WlCopy), help(Termux), Osc52]]),
            (
                "local Wayland with XWayland",
                Surroundings { display: some(":0"), ..wayland },
                vec![vec![Native, help(WlCopy), help(Xclip), help(Xsel), help(Termux), Osc52]],
            ),
            ("local X, no helper", Surroundings { helpers: Vec::new(), ..x.clone() }, vec![vec![Native, Osc52]]),
            (
                "tmux local",
                Surroundings { display: some(":0"), ..tmux.clone() },
                vec![vec![Tmux, Osc52], vec![Native, help(Xclip), help(Xsel), help(Termux)]],
            ),
            (
                "tmux without display",
                Surroundings { helpers: vec![Xclip, WlCopy], ..tmux.clone() },
                vec![vec![Tmux, Osc52]],
            ),
            ("tmux over SSH", Surroundings { ssh: true, ..tmux.clone() }, vec![vec![Tmux, Osc52]]),
            (
                "tmux over SSH with X forwarding",
                Surroundings { ssh: true, display: forwarded.clone(), ..tmux },
                vec![vec![Tmux, Osc52], vec![Native]],
            ),
            ("SSH", ssh.clone(), vec![vec![Osc52]]),
            (
                "SSH with X forwarding",
                Surroundings { display: forwarded.clone(), ..ssh.clone() },
                vec![vec![Osc52], vec![Native]],
            ),
            ("SSH to a Mac", Surroundings { system: System::Mac, ..ssh.clone() }, vec![vec![Osc52]]),
            (
                "SSH from TERM=dumb with X forwarding",
                Surroundings { ssh: true, display: forwarded, ..at("dumb") },
                vec![vec![Native]],
            ),
            ("WSL", wsl.clone(), vec![vec![help(ClipExe), help(Termux), Osc52]]),
            (
                "WSL with a display",
                Surroundings { display: some(":0"), wayland: some("wayland-0"), ..wsl },
                vec![vec![Native, help(ClipExe), help(WlCopy), help(Xclip), help(Xsel), help(Termux), Osc52]],
            ),
            ("TERM=linux", Surroundings { helpers: vec![Xclip], ..at("linux") }, vec![]),
            ("TERM=dumb", Surroundings { helpers: vec![Xclip], ..at("dumb") }, vec![]),
            ("TERM=linux in tmux", Surroundings { tmux: true, helpers: vec![], ..at("linux") }, vec![vec![Tmux]]),
            ("macOS", mac, vec![vec![Native, help(Pbcopy), help(Termux), Osc52]]),
            ("GNU screen", Surroundings { screen: true, ssh: true, ..at("screen.xterm") }, vec![]),
            (
                "tmux inside GNU screen",
                Surroundings { screen: true, tmux: true, helpers: vec![], ..at("tmux") },
                vec![vec![Tmux, Osc52]],
            ),
            ("a terminal and nothing else", Surroundings { helpers: vec![], ..xterm.clone() }, vec![vec![Osc52]]),
            ("nothing at all", Surroundings::default(), vec![]),
            ("off", Surroundings { choice: Choice::Off, ..x.clone() }, vec![]),
            ("tmux asked for", Surroundings { choice: Choice::Tmux, ..x.clone() }, vec![vec![Tmux]]),
            ("OSC 52 asked for", Surroundings { choice: Choice::Osc52, ..at("dumb") }, vec![vec![Osc52]]),
            ("the native asked for", Surroundings { choice: Choice::Native, ..ssh }, vec![vec![Native]]),
            (
                "a command",
                Surroundings { choice: Choice::Command("tee".to_owned(), vec!["x".to_owned()]), ..x },
                vec![vec![Route::Command("tee".to_owned(), vec!["x".to_owned()])]],
            ),
        ];
        for (name, surroundings, expected) in table {
            assert_eq!(routes(&surroundings), expected, "{name}");
        }
    }

    #[test]
    fn the_clipboard_of_this_desk_is_read_else_the_buffer_of_tmux_else_nothing() {
        let local = Surroundings { display: some(":0"), ..at("xterm") };
        let bare = Surroundings { display: None, ..local.clone() };
        let in_tmux = |surroundings: &Surroundings| Surroundings { tmux: true, ..surroundings.clone() };
        let through_ssh = |surroundings: &Surroundings| Surroundings { ssh: true, ..surroundings.clone() };
        let off = Surroundings { choice: Choice::Off, ..local.clone() };
        let native = Surroundings { choice: Choice::Native, ..bare.clone() };
        let table = [
            (local.clone(), Source::Clipboard),
            (in_tmux(&local), Source::Clipboard),
            (in_tmux(&bare), Source::Tmux),
            (in_tmux(&through_ssh(&local)), Source::Tmux),
            (through_ssh(&local), Source::FarAway),
            (bare.clone(), Source::Nothing),
            (in_tmux(&off), Source::Nothing),
            (in_tmux(&native), Source::Nothing),
            (Surroundings { choice: Choice::Tmux, ..in_tmux(&local) }, Source::Tmux),
        ];
        for (surroundings, expected) in table {
            assert_eq!(source(&surroundings), expected, "{surroundings:?}");
        }
    }

    #[test]
    fn the_description_names_the_routes_in_order_and_hides_no_character() {
        let surroundings = Surroundings {
            size: Some((120, 36)),
            tmux: true,
            set_clipboard: some("external"),
            display: some(":0"),
            helpers: vec![Xclip],
            ..at("tmux-\u{9b}256color")
        };
        let rows: Vec<String> =
            describe(&surroundings).into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
        assert_eq!(
            rows,
            [
                "TERM: tmux-\\u009b256color",
                "COLORTERM: not set",
                "size: 120x36",
                "tmux: yes, set-clipboard external",
                "GNU screen: no",
                "SSH: no",
                "display: X11 :0",
                "clipboard: auto",
                "copies go: to tmux, else OSC 52",
                "and: to the clipboard, else xclip",
                "paste key: reads the clipboard",
            ]
        );
        assert!(describe(&Surroundings::default()).contains(&("copies go".to_owned(), "nowhere".to_owned())));
    }
}
