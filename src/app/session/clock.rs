//! The clock of the world: how the wall's time becomes the world's. It is read when a key comes and when it asked to be woken, never else.

use crate::session::time::Ms;
use crate::token::moment::Moment;

/// The speeds, in seconds of the world a second.
pub const SPEEDS: [u32; 5] = [1, 10, 60, 600, 3600];

/// Whoever did not look for so long, in milliseconds of the wall, missed nothing: the world waited.
const PATIENCE: i64 = 2500;

/// The shortest time between two pictures, in milliseconds of the wall.
const FRAME: i64 = 100;

/// Where the world's time stood at an instant of the wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Running {
    wall: Moment,
    world: Ms,
    /// When it was read last.
    read: Moment,
}

/// The clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// How fast it runs.
    pub speed: u32,
    running: Option<Running>,
}

impl Default for Clock {
    fn default() -> Self {
        Self { speed: 1, running: None }
    }
}

impl Clock {
    /// Does the world's time pass?
    #[must_use]
    pub const fn runs(&self) -> bool {
        self.running.is_some()
    }

    /// Lets it run, from where the world stands.
    pub const fn start(&mut self, wall: Moment, world: Ms) {
        self.running = Some(Running { wall, world, read: wall });
    }

    /// Halts it.
    pub const fn pause(&mut self) {
        self.running = None;
    }

    /// The next speed, faster or slower.
    pub fn shift(&mut self, faster: bool, wall: Moment, world: Ms) {
        let at = SPEEDS.iter().position(|speed| *speed == self.speed).unwrap_or(0);
        let to = if faster { at.saturating_add(1) } else { at.saturating_sub(1) };
        self.speed = SPEEDS.get(to).copied().unwrap_or(self.speed);
        if self.runs() {
            self.start(wall, world);
        }
    }

    /// What time the world has now; `None` while it stands. After a long absence it goes on where it stood, at `world`.
    pub fn read(&mut self, wall: Moment, world: Ms) -> Option<Ms> {
        let running = self.running.as_mut()?;
        let missed = wall.since(running.read);
        if !(0..=PATIENCE).contains(&missed) {
            self.start(wall, world);
            return Some(world);
        }
        running.read = wall;
        let passed = wall.since(running.wall).saturating_mul(i64::from(self.speed));
        Some(running.world.plus(passed).max(world))
    }

    /// When to look next: at the world's next whole second, or when something happens in it, but not more often than eyes can follow.
    #[must_use]
    pub fn next_wake(&self, wall: Moment, world: Ms, t0: Ms, event: Option<Ms>) -> Option<Moment> {
        let running = self.running?;
        let second = world.plus(1000 - world.since(t0).rem_euclid(1000));
        let due = event.map_or(second, |event| event.min(second)).max(world.plus(1));
        let speed = i64::from(self.speed).max(1);
        // The first millisecond of the wall at which the world is that far.
        let into = due.since(running.world).saturating_add(speed - 1).div_euclid(speed);
        let at = running.wall.plus_ms(into);
        let soonest = if self.speed == 1 { 1 } else { FRAME };
        Some(if at.since(wall) < soonest { wall.plus_ms(soonest) } else { at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T0: Ms = Ms::from_seconds(1000);

    fn wall(ms: i64) -> Moment {
        Moment::from_ms(5_000_000 + ms)
    }

    #[test]
    fn a_paused_clock_wakes_nobody() {
        let mut clock = Clock::default();
        assert_eq!(clock.next_wake(wall(0), T0, T0, Some(T0.plus(20))), None);
        assert_eq!(clock.read(wall(0), T0), None);
    }

    #[test]
    fn at_every_speed_the_world_is_as_far_as_the_wall_says_however_often_it_is_read() {
        for speed in SPEEDS {
            let mut clock = Clock { speed, running: None };
            clock.start(wall(0), T0);
            let mut world = T0;
            let mut now = wall(0);
            for _ in 0..50 {
                let wake = clock.next_wake(now, world, T0, None).expect("it runs");
                assert!(wake > now);
                now = wake;
                world = clock.read(now, world).expect("it runs");
                assert_eq!(world.since(T0), now.since(wall(0)) * i64::from(speed));
            }
        }
    }

    #[test]
    fn at_the_speed_of_the_wall_it_wakes_at_whole_seconds_and_at_events() {
        let mut clock = Clock::default();
        clock.start(wall(0), T0.plus(300));
        assert_eq!(clock.next_wake(wall(0), T0.plus(300), T0, None), Some(wall(700)));
        assert_eq!(clock.next_wake(wall(0), T0.plus(300), T0, Some(T0.plus(320))), Some(wall(20)));
        assert_eq!(clock.read(wall(700), T0.plus(300)), Some(T0.plus(1000)));
        assert_eq!(clock.next_wake(wall(700), T0.plus(1000), T0, None), Some(wall(1700)));
    }

    #[test]
    fn whoever_was_away_missed_nothing() {
        let mut clock = Clock { speed: 3600, running: None };
        clock.start(wall(0), T0);
        assert_eq!(clock.read(wall(60_000), T0), Some(T0));
        assert_eq!(clock.read(wall(60_100), T0), Some(T0.plus(360_000)));
        assert_eq!(clock.read(wall(0), T0.plus(360_000)), Some(T0.plus(360_000)), "nor who sets the wall's clock back");
    }
}
