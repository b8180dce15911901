//! What the session costs: one input, and going back to any instant of a long run. `cargo bench`.
#![allow(clippy::unwrap_used, missing_docs)]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
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

/// A session in which the user looks at the profile each minute, until so many events have happened.
fn run_of(events: usize) -> World {
    let mut world = World::new(profile::named("sane").unwrap().config(), 1, T0);
    let (username, password) = ("user".into(), "user-pass".into());
    world.apply(&Input::Act(USER, Action::Login { username, password, audience: None }));
    settle(&mut world);
    while world.events().count() < events {
        world.apply(&Input::Act(USER, Action::Call(Call::new("GET", "/profile"))));
        world.apply(&Input::Advance { to: world.now().plus_seconds(60) });
    }
    world
}

fn benches(criterion: &mut Criterion) {
    let call = Input::Act(USER, Action::Call(Call::new("GET", "/profile")));
    for (name, events) in [("a young", 20), ("an old", 19_000)] {
        let world = run_of(events);
        criterion.bench_function(&format!("send a request in {name} world"), |b| {
            b.iter_batched_ref(|| world.clone(), |world| world.apply(black_box(&call)), BatchSize::PerIteration);
        });
        let mut sent = world.clone();
        sent.apply(&call);
        let arrival = Input::Advance { to: sent.busy_until().unwrap() };
        criterion.bench_function(&format!("verify a token in {name} world"), |b| {
            b.iter_batched_ref(|| sent.clone(), |world| world.apply(black_box(&arrival)), BatchSize::PerIteration);
        });
        let mut refresh = world.clone();
        refresh.apply(&Input::Act(USER, Action::Refresh { token: None, client: None }));
        let arrival = Input::Advance { to: refresh.busy_until().unwrap() };
        criterion.bench_function(&format!("rotate a token in {name} world"), |b| {
            b.iter_batched_ref(|| refresh.clone(), |world| world.apply(black_box(&arrival)), BatchSize::PerIteration);
        });
    }
}

criterion_group! {
    name = session;
    config = Criterion::default().sample_size(20);
    targets = benches
}
criterion_main!(session);
