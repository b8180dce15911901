//! What a user waits for: a paste being read, a key being answered. `cargo bench`.
#![allow(clippy::unwrap_used, missing_docs)]

use std::hint::black_box;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use jotlab::app::chord::{Chord, Key};
use jotlab::app::inspect::Opened;
use jotlab::app::look::Look;
use jotlab::app::message::Message;
use jotlab::app::state::{Boot, State};
use jotlab::app::update::update;
use jotlab::token::find;
use jotlab::token::moment::Moment;
use jotlab::token::zone::Zone;
use jotlab::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const NOW: Moment = Moment::from_seconds(1_743_002_354);
const USER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1c2VyIiwicm9sZSI6InVzZXIiLCJpYXQiOjE3NDMwMDEzMDUsImV4cCI6MTc0MzAwMzEwNX0.seqVcPftTCz5p2OzfGtRCingj4_VNyWxgrIhngNmt_U";

fn state() -> State {
    State::new(Boot { now: NOW, zone: Zone::named("Europe/Berlin").unwrap(), size: (120, 36), look: Look::default() })
}

/// A token of about this many characters, with records as access logs and role lists have them.
fn token_of(size: usize) -> String {
    let mut payload = String::from(r#"{"sub":"large","exp":1943003105,"records":["#);
    while payload.len() < size * 3 / 4 {
        payload.push_str(r#"{"id":12345,"name":"somebody","roles":["admin","editor"],"ok":true},"#);
    }
    payload.push_str("0]}");
    format!("eyJhbGciOiJIUzI1NiJ9.{}.{}", URL_SAFE_NO_PAD.encode(payload), "A".repeat(43))
}

fn benches(criterion: &mut Criterion) {
    let noise = "let x = foo.bar(baz)[0].qux; // 1.2.3 www.example.com aGVsbG8gd29ybGQ= v4.local.abc\n".repeat(4700);
    criterion.bench_function("find in 400 kB of noise", |b| b.iter(|| find::find(black_box(&noise))));

    for (name, size) in [("1 MiB", 1 << 20), ("10 MiB", 10 << 20)] {
        let token = token_of(size);
        criterion.bench_function(&format!("read a token of {name}"), |b| {
            b.iter_batched(|| token.clone(), |token| Opened::all(black_box(&token), NOW), BatchSize::LargeInput);
        });
    }

    let mut small = state();
    update(&mut small, NOW, Message::Paste(USER.to_owned()));
    let mut terminal = Terminal::new(TestBackend::new(120, 36)).unwrap();
    let mut down = true;
    criterion.bench_function("a key and its frame, 120x36", |b| {
        b.iter(|| {
            update(&mut small, NOW, Message::Key(Chord::char(if down { 'j' } else { 'k' })));
            down = !down;
            terminal.draw(|frame| view::draw(&small, frame)).unwrap();
        });
    });

    let mut large = state();
    update(&mut large, NOW, Message::Read(0, Vec::new(), 0));
    large.show(Opened::all(&token_of(11 << 20), NOW), 11 << 20);
    // Keys that come back to where they began, one of them an iteration.
    for (name, before, keys) in [
        ("a key and its frame", "", "jk"),
        ("a key and its frame, at the end", "G", "kj"),
        ("a key among the characters, and its frame", "1G", "kj"),
        ("a fold and its frame", "gj", "  "),
        ("a fold of everything and its frame", "g", "**"),
        ("a step of the search and its frame, a hit in every record", "3g/editor\n", "nN"),
        ("a step of the search and its frame, one hit", "3g/large\n", "nN"),
    ] {
        for key in before.chars() {
            update(&mut large, NOW, Message::Key(named(key)));
        }
        let mut keys = keys.chars().cycle();
        criterion.bench_function(&format!("11 MiB: {name}"), |b| {
            b.iter(|| {
                let key = keys.next().map(Chord::char).unwrap();
                update(&mut large, NOW, Message::Key(key));
                terminal.draw(|frame| view::draw(&large, frame)).unwrap();
            });
        });
        criterion.bench_function(&format!("11 MiB: {name}: the frame alone"), |b| {
            b.iter(|| {
                terminal.draw(|frame| view::draw(&large, frame)).unwrap();
            });
        });
    }
}

fn named(key: char) -> Chord {
    if key == '\n' { Chord::plain(Key::Enter) } else { Chord::char(key) }
}

criterion_group! {
    name = waits;
    config = Criterion::default().sample_size(20);
    targets = benches
}
criterion_main!(waits);
