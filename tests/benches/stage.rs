//! What the Session screen costs in a young world and in an old one: a picture, a key, a wake. `cargo bench --bench stage`.
#![allow(clippy::unwrap_used, missing_docs)]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use jotlab::app::chord::{Chord, Key};
use jotlab::app::look::{Glyphs, Look, Theme};
use jotlab::app::message::Message;
use jotlab::app::state::{Boot, State};
use jotlab::app::update::update;
use jotlab::token::moment::Moment;
use jotlab::token::zone::Zone;
use jotlab::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const NOW: Moment = Moment::from_seconds(1_795_347_783);

fn press(state: &mut State, keys: &str) {
    for key in keys.chars() {
        let key = if key == '\n' { Key::Enter } else { Key::Char(key) };
        black_box(update(state, NOW, Message::Key(Chord::plain(key))));
    }
}

/// A world in which a user signs in, refreshes and looks at the profile, and an attacker steals, until so many events are remembered.
fn world(events: usize) -> State {
    let zone = Zone::named("Europe/Berlin").unwrap();
    let look = Look { theme: Theme::Terminal, glyphs: Glyphs::Unicode };
    let mut state = State::new(Boot { now: NOW, zone, size: (120, 36), look });
    press(&mut state, "SP");
    let jotlab::app::overlay::Overlay::Menu(menu) = state.overlay.clone().unwrap() else { return state };
    let strict = menu.items.iter().find(|item| item.words.starts_with("rfc9700-strict")).unwrap();
    press(&mut state, &strict.key.to_string());
    press(&mut state, "aixs");
    while state.session.stage.as_ref().unwrap().record.events.len() < events {
        press(&mut state, "apafap@@+60s\n");
    }
    state
}

/// A tenth of a second later.
fn wake(state: &mut State) {
    let now = state.next_wake().unwrap();
    black_box(update(state, now, Message::Wake));
}

fn benches(criterion: &mut Criterion) {
    for (name, events) in [("a young", 40), ("an old", 20_000)] {
        let mut state = world(events);
        for (pane, number) in [("Wire", '2'), ("Store", '3'), ("Keys", '7'), ("Config", '8'), ("Verdict", '9')] {
            press(&mut state, &number.to_string());
            criterion.bench_function(&format!("arrange {pane} in {name} world"), |b| {
                b.iter(|| black_box(&mut state).arrange());
            });
        }
        press(&mut state, "21");
        let mut terminal = Terminal::new(TestBackend::new(120, 36)).unwrap();
        criterion.bench_function(&format!("draw {name} world"), |b| {
            b.iter(|| terminal.draw(|frame| view::draw(black_box(&state), frame)).unwrap().count);
        });
        let mut keys = ["k", "j"].into_iter().cycle();
        criterion.bench_function(&format!("a key in {name} world"), |b| {
            b.iter(|| press(&mut state, keys.next().unwrap_or_default()));
        });
        criterion.bench_function(&format!("a key and its picture in {name} world"), |b| {
            b.iter(|| {
                press(&mut state, keys.next().unwrap_or_default());
                terminal.draw(|frame| view::draw(black_box(&state), frame)).unwrap().count
            });
        });
        // The newest row but one is the farthest from the beginning, from which how it stood is told.
        criterion.bench_function(&format!("a look back in {name} world, and forward again"), |b| {
            b.iter(|| press(&mut state, "{}"));
        });
        press(&mut state, "4");
        criterion.bench_function(&format!("a zoom in {name} world"), |b| b.iter(|| press(&mut state, "+-")));
        press(&mut state, "1 ");
        criterion.bench_function(&format!("a wake in {name} world"), |b| {
            b.iter_batched_ref(|| state.clone(), wake, BatchSize::PerIteration);
        });
        press(&mut state, " /AT1\n");
        criterion.bench_function(&format!("a key among found rows in {name} world"), |b| {
            b.iter(|| press(&mut state, "kj"));
        });
    }
}

criterion_group! {
    name = stage;
    config = Criterion::default().sample_size(20);
    targets = benches
}
criterion_main!(stage);
