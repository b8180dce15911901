//! What decides where a copy can go: the environment, the platform, the programs at hand, and what the user chose. Gathered once, by
//! the clipboard's own thread before its first copy; everything after is a function of this value.

use std::env;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use super::choice::Choice;
use super::program;

/// Facts about where the program runs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Surroundings {
    /// Which way the user wants.
    pub choice: Choice,
    /// Whose clipboard it would be.
    pub system: System,
    /// `TERM`.
    pub term: Option<String>,
    /// `COLORTERM`.
    pub colorterm: Option<String>,
    /// Columns and rows of the terminal.
    pub size: Option<(u16, u16)>,
    /// Inside tmux (`TMUX`)?
    pub tmux: bool,
    /// tmux's own `set-clipboard`, once it has been asked.
    pub set_clipboard: Option<String>,
    /// Inside GNU screen (`STY`)?
    pub screen: bool,
    /// Logged in from elsewhere (`SSH_CONNECTION`)?
    pub ssh: bool,
    /// An X server (`DISPLAY`).
    pub display: Option<String>,
    /// A Wayland compositor (`WAYLAND_DISPLAY`).
    pub wayland: Option<String>,
    /// Is the terminal iTerm2, which tells so even through SSH?
    pub iterm: bool,
    /// The programs that can fill the clipboard and are installed.
    pub helpers: Vec<Helper>,
}

/// Whose clipboard it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum System {
    /// X11's or Wayland's, where there is one; its content lives in the program that put it there.
    #[default]
    Unix,
    /// That of the Windows around this Linux.
    Wsl,
    /// That of macOS.
    Mac,
}

/// A program that reads standard input into the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Helper {
    /// Windows' own, callable from WSL.
    ClipExe,
    /// Wayland.
    WlCopy,
    /// X11.
    Xclip,
    /// X11.
    Xsel,
    /// macOS.
    Pbcopy,
    /// Android.
    Termux,
}

impl Helper {
    /// All of them, in the order in which they are tried.
    pub const ALL: [Self; 6] = [Self::ClipExe, Self::WlCopy, Self::Xclip, Self::Xsel, Self::Pbcopy, Self::Termux];

    /// The name of the program.
    #[must_use]
    pub const fn program(self) -> &'static str {
        match self {
            Self::ClipExe => "clip.exe",
            Self::WlCopy => "wl-copy",
            Self::Xclip => "xclip",
            Self::Xsel => "xsel",
            Self::Pbcopy => "pbcopy",
            Self::Termux => "termux-clipboard-set",
        }
    }

    /// What it has to be told.
    #[must_use]
    pub const fn arguments(self) -> &'static [&'static str] {
        match self {
            // Untold, it guesses a type by looking at the content.
            Self::WlCopy => &["--type", "text/plain"],
            Self::Xclip => &["-selection", "clipboard"],
            Self::Xsel => &["-i", "-b"],
            Self::ClipExe | Self::Pbcopy | Self::Termux => &[],
        }
    }

    /// `text` in the bytes that it expects.
    #[must_use]
    pub fn bytes(self, text: &str) -> Vec<u8> {
        if self == Self::ClipExe && !text.is_ascii() {
            // In the code page of the machine, unless it is told by a mark that this is UTF-16.
            return [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        }
        text.as_bytes().to_vec()
    }

    /// Can it reach a clipboard here, once it is installed?
    #[must_use]
    pub const fn works_in(self, surroundings: &Surroundings) -> bool {
        match self {
            Self::ClipExe => matches!(surroundings.system, System::Wsl),
            Self::WlCopy => surroundings.wayland.is_some(),
            Self::Xclip | Self::Xsel => surroundings.display.is_some(),
            Self::Pbcopy => matches!(surroundings.system, System::Mac),
            Self::Termux => true,
        }
    }

    /// Does what it was given outlive us, where it would die with us?
    #[must_use]
    pub const fn keeps(self) -> bool {
        matches!(self, Self::WlCopy | Self::Xclip | Self::Xsel)
    }
}

impl Surroundings {
    /// Looks around. Starts no program and asks nobody.
    #[must_use]
    pub fn gather(choice: Choice, size: Option<(u16, u16)>) -> Self {
        let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        let is = |name: &str, value: &str| env::var_os(name).is_some_and(|it| it == value);
        Self {
            choice,
            system: system(),
            term: variable("TERM"),
            colorterm: variable("COLORTERM"),
            size,
            tmux: variable("TMUX").is_some(),
            set_clipboard: None,
            screen: variable("STY").is_some(),
            // Not SSH_TTY, which `sudo` and `su` drop less often than they should.
            ssh: variable("SSH_CONNECTION").is_some(),
            display: variable("DISPLAY"),
            wayland: variable("WAYLAND_DISPLAY"),
            iterm: is("LC_TERMINAL", "iTerm2") || is("TERM_PROGRAM", "iTerm.app"),
            helpers: Helper::ALL.into_iter().filter(|helper| is_installed(helper.program())).collect(),
        }
    }

    /// The same with what tmux answers. Not for the thread that draws: tmux may hang.
    #[must_use]
    pub fn with_tmux(mut self) -> Self {
        if self.tmux {
            self.set_clipboard = program::ask("tmux", &["show-options", "-sv", "set-clipboard"], program::TMUX_LIMIT);
        }
        self
    }

    /// Is there a clipboard that this program can reach without the terminal's help?
    #[must_use]
    pub const fn has_native(&self) -> bool {
        matches!(self.system, System::Mac) || self.display.is_some() || self.wayland.is_some()
    }

    /// May a text be sent through the terminal? Terminals that do not know the sequence print it, or parts of it.
    #[must_use]
    pub fn speaks_osc52(&self) -> bool {
        let known = self.term.as_deref().is_some_and(|term| !matches!(term, "dumb" | "linux"));
        // GNU screen keeps the sequence to itself.
        known && (self.tmux || !self.screen)
    }

    /// The programs that can be handed what we hold when we end.
    pub fn keepers(&self) -> impl Iterator<Item = Helper> + '_ {
        self.usable_helpers().filter(|helper| helper.keeps())
    }

    /// The programs that are installed and reach a clipboard here.
    pub fn usable_helpers(&self) -> impl Iterator<Item = Helper> + '_ {
        self.helpers.iter().copied().filter(|helper| helper.works_in(self))
    }
}

fn system() -> System {
    if cfg!(target_os = "macos") {
        System::Mac
    } else if fs::read_to_string("/proc/sys/kernel/osrelease").is_ok_and(|release| is_wsl(&release)) {
        System::Wsl
    } else {
        System::Unix
    }
}

fn is_wsl(release: &str) -> bool {
    release.to_ascii_lowercase().contains("microsoft")
}

fn is_installed(program: &str) -> bool {
    let Some(path) = env::var_os("PATH") else {
        return false;
    };
    env::split_paths(&path).map(|folder: PathBuf| folder.join(program)).any(|file| {
        fs::metadata(file).is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wsl_is_known_by_its_kernel() {
        assert!(is_wsl("5.15.167.4-microsoft-standard-WSL2\n"));
        assert!(is_wsl("4.4.0-19041-Microsoft"));
        assert!(!is_wsl("6.1.0-18-amd64"));
    }

    #[test]
    fn windows_is_given_ascii_as_it_is_and_all_else_marked() {
        assert_eq!(Helper::ClipExe.bytes("eyJ"), b"eyJ");
        assert_eq!(Helper::ClipExe.bytes("é"), [0xff, 0xfe, 0xe9, 0x00]);
        assert_eq!(Helper::Xclip.bytes("é"), "é".as_bytes());
    }

    #[test]
    fn a_program_is_installed_when_it_can_be_run() {
        assert!(is_installed("sh"));
        assert!(!is_installed("jotlab-is-not-the-name-of-a-program"));
    }
}
