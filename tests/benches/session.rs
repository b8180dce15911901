//! What the session costs: one input in a world that goes on, a copy of a world, and a whole run played again. `cargo bench`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    missing_docs,
    reason = "it measures"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use jotlab::session::id::ActorId;
use jotlab::session::input::{Action, Call, Input};
use jotlab::session::profile;
use jotlab::session::world::{T0, World};

const USER: ActorId = ActorId::Browser(1);

fn settle(world: &mut World) {
    while let Some(to) = world.busy_until() {
        world.apply(&Input::Advance { to });
    }
}

fn call() -> Input {
    Input::Act(USER, Action::Call(Call::new("GET", "/profile")))
}

fn refresh() -> Input {
    Input::Act(USER, Action::Refresh { token: None, client: None })
}

fn beginning() -> World {
    World::new(profile::named("sane").unwrap().config(), 1, T0)
}

/// A session in which the user looks at the profile each minute, until so many events have happened: the inputs.
fn run_of(events: u64) -> Vec<Input> {
    let mut world = beginning();
    let (username, password) = ("user".into(), "user-pass".into());
    let mut inputs = vec![Input::Act(USER, Action::Login { username, password, audience: None })];
    let mut seen = world.apply(&inputs[0]).len() as u64;
    while seen < events {
        for input in [Input::Advance { to: world.now().plus_seconds(60) }, call()] {
            seen += world.apply(&input).len() as u64;
            inputs.push(input);
        }
    }
    inputs
}

fn played(inputs: &[Input]) -> World {
    let mut world = beginning();
    for input in inputs {
        world.apply(input);
    }
    world
}

/// How long it takes to do `first`, or what follows from it at the next instant, in a world that goes on. Nothing is copied in between:
/// a copy has no room to grow, and the first event in it pays for that.
fn time_of(world: &mut World, first: &Input, arrival: bool, times: u64) -> Duration {
    let mut total = Duration::ZERO;
    for _ in 0..times {
        let mut begin = Instant::now();
        black_box(world.apply(black_box(first)));
        if arrival {
            let next = Input::Advance { to: world.busy_until().unwrap() };
            begin = Instant::now();
            black_box(world.apply(black_box(&next)));
        }
        total += begin.elapsed();
        settle(world);
    }
    total
}

fn benches(criterion: &mut Criterion) {
    for (name, events) in [("a young", 20), ("an old", 25_000)] {
        let inputs = run_of(events);
        for (what, input, arrival) in [
            ("send a request", call(), false),
            ("verify a token", call(), true),
            ("send a refresh", refresh(), false),
            ("rotate a token", refresh(), true),
        ] {
            let mut world = played(&inputs);
            settle(&mut world);
            criterion.bench_function(&format!("{what} in {name} world"), |b| {
                b.iter_custom(|times| time_of(&mut world, &input, arrival, times));
            });
        }
    }
    let inputs = run_of(20_000);
    let world = played(&inputs);
    criterion.bench_function("copy a world of 20,000 events", |b| b.iter(|| black_box(world.clone())));
    criterion.bench_function("play a run of 20,000 events again", |b| b.iter(|| played(black_box(&inputs))));
}

criterion_group! {
    name = session;
    config = Criterion::default().sample_size(20);
    targets = benches
}
criterion_main!(session);
