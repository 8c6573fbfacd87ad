//! What is remembered of one customer for one condition, so that its answer is known at any later moment.

use super::calendar::Calendar;
use super::model::{COUNT_IN_HOURS_MAX, Take};
use super::when::When;
use base::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

pub(super) const HOUR_MICROS: i64 = 3_600_000_000;

/// What several events come to. Adding is the same in any order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Sum {
    pub count: u32,
    /// Ten-thousandths. So wide that no sum depends on the order of its parts.
    pub value: i128,
    /// Of the event whose value it is, where only one is kept: time and position. Elsewhere nothing.
    at: (i64, i64),
}

/// Events by day, as far as a window can still see them, and all that lies before it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Tally {
    settled: Sum,
    /// By day, ascending.
    days: VecDeque<(i32, Sum)>,
}

/// Moments of the last hours, ascending.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Moments(VecDeque<i64>);

/// Whether something followed something else. Events must come in the order of time and position.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Waiting {
    /// Firsts whose time is not over: when. Of one day the earliest and the two latest, which stand for all of it: what answers the
    /// earliest answers the others, and what comes after one of the latest is within the time of it if of any.
    open: VecDeque<i64>,
    /// The last moment at which one that is no longer open could have been answered.
    over: Option<i64>,
    /// Those that were answered, or were not, as it is asked.
    counted: Tally,
}

/// The days of a window, as numbers of days ago: from (none: ever) and to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    pub from: Option<i32>,
    pub to: i32,
    /// Days of the calendar outside of which nothing counts at all.
    pub dates: Option<(i32, i32)>,
}

impl Window {
    pub fn of(when: When) -> Self {
        let sliding = |from: Option<u16>, to: u16| Self { from: from.map(i32::from), to: i32::from(to), dates: None };
        match when.in_store_days().0 {
            When::Ever | When::LastHours(_) | When::OwnDays(_) => sliding(None, 0),
            When::LastDays(days) => sliding(Some(days), 0),
            // Before the beginning of the day so many days ago: the last day that counts is the one before it.
            When::BeforeDays(days) => sliding(None, days + 1),
            When::DaysAgo(from, to) => sliding(Some(from), to),
            When::Dates(from, to) => Self { from: None, to: 0, dates: Some((day_number(from), day_number(to))) },
        }
    }

    /// What has to be remembered for it: of days that slide all of them, since the older ones see them later.
    pub const fn remembered(self) -> Self {
        match self.from {
            Some(_) => Self { to: 0, ..self },
            None => self,
        }
    }

    /// Whether what is remembered for it does for another too, once it reaches back as far as both, as it does from now on.
    pub fn takes_in(&mut self, other: Self) -> bool {
        if let (Some(mine), Some(theirs)) = (self.from, other.from) {
            *self = Self { from: Some(mine.max(theirs)), ..other.remembered() };
            return true;
        }
        *self == other
    }
}

fn day_number(date: jiff::civil::Date) -> i32 {
    (date - jiff::civil::date(1970, 1, 1)).get_days()
}

impl Sum {
    pub const fn one(value: i128, at: (i64, i64), take: Take) -> Self {
        let at = match take {
            Take::Sum => (0, 0),
            Take::Min | Take::Max | Take::Last => at,
        };
        Self { count: 1, value, at }
    }

    fn add(&mut self, other: Self, take: Take) {
        if self.count == 0 || other.count == 0 {
            *self = if self.count == 0 { other } else { *self };
            return;
        }
        let is_other = match take {
            Take::Sum => {
                self.value = self.value.saturating_add(other.value);
                false
            }
            Take::Min => (other.value, other.at) < (self.value, self.at),
            Take::Max => other.value > self.value,
            Take::Last => other.at > self.at,
        };
        let count = self.count.saturating_add(other.count);
        if is_other {
            *self = other;
        }
        self.count = count;
    }
}

impl Tally {
    pub fn clear(&mut self) {
        self.settled = Sum::default();
        self.days.clear();
    }

    /// That of two who turned out to be one.
    pub fn join(&mut self, other: Self, window: Window, take: Take, today: i32) {
        self.forget(window, take, today);
        let mut other = other;
        other.forget(window, take, today);
        self.settled.add(other.settled, take);
        let mut days: std::collections::BTreeMap<i32, Sum> = self.days.drain(..).collect();
        for (day, sum) in other.days {
            days.entry(day).or_default().add(sum, take);
        }
        self.days = days.into_iter().collect();
    }

    /// Adds what happened on a day; `today` is the day it is, which only grows.
    pub fn add(&mut self, day: i32, one: Sum, window: Window, take: Take, today: i32) {
        if window.dates.is_some_and(|(from, to)| day < from || day > to) {
            return;
        }
        self.forget(window, take, today);
        match window.from {
            // It can't come back into the window.
            Some(from) if day < today.saturating_sub(from) => return,
            None if window.to == 0 || day <= today.saturating_sub(window.to) => return self.settled.add(one, take),
            _ => {}
        }
        match self.days.back_mut() {
            Some((last, sum)) if *last == day => sum.add(one, take),
            Some((last, _)) if *last > day => {
                let place = self.days.partition_point(|(one, _)| *one < day);
                match self.days.get_mut(place) {
                    Some((found, sum)) if *found == day => sum.add(one, take),
                    _ => self.days.insert(place, (day, one)),
                }
            }
            _ => self.days.push_back((day, one)),
        }
    }

    /// Lets go of days that the window has left behind, or has taken in for good.
    fn forget(&mut self, window: Window, take: Take, today: i32) {
        while let Some((day, sum)) = self.days.front() {
            match window.from {
                Some(from) if *day < today.saturating_sub(from) => {}
                None if *day <= today.saturating_sub(window.to) => self.settled.add(*sum, take),
                _ => break,
            }
            self.days.pop_front();
        }
    }

    /// What the window sees on a day.
    pub fn sum(&self, window: Window, take: Take, today: i32) -> Sum {
        let mut sum = self.settled;
        let last = today.saturating_sub(window.to);
        let first = window.from.map_or(0, |from| self.days.partition_point(|(day, _)| *day < today.saturating_sub(from)));
        for (_, one) in self.days.iter().skip(first).take_while(|(day, _)| *day <= last) {
            sum.add(*one, take);
        }
        sum
    }

    /// The next day on which the window sees something else.
    pub fn changes_on(&self, window: Window, today: i32) -> Option<i32> {
        let first = |later: i32| {
            let at = self.days.partition_point(|(day, _)| day.saturating_add(later) <= today);
            self.days.get(at).map(|(day, _)| day.saturating_add(later))
        };
        let leaves = window.from.and_then(|from| first(from + 1));
        first(window.to).into_iter().chain(leaves).min()
    }
}

impl Moments {
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Those of two who turned out to be one.
    pub fn join(&mut self, other: Self) {
        let mut all: Vec<i64> = self.0.drain(..).chain(other.0).collect();
        all.sort_unstable();
        self.0 = all.split_off(all.len().saturating_sub(COUNT_IN_HOURS_MAX as usize)).into();
    }

    pub fn add(&mut self, at: i64, hours: u16, now: i64) {
        if at < now.saturating_sub(i64::from(hours) * HOUR_MICROS) {
            return;
        }
        let place = self.0.partition_point(|one| *one <= at);
        self.0.insert(place, at);
        if self.0.len() > COUNT_IN_HOURS_MAX as usize {
            self.0.pop_front();
        }
    }

    /// How many lie in the hours before a moment; of very many, [`COUNT_IN_HOURS_MAX`].
    pub fn count(&self, hours: u16, now: i64) -> u32 {
        let first = now.saturating_sub(i64::from(hours) * HOUR_MICROS);
        (self.0.len() - self.0.partition_point(|at| *at < first)) as u32
    }

    /// When the next of them is that many hours old.
    pub fn changes_at(&self, hours: u16, now: i64) -> Option<i64> {
        let leaves = |at: &i64| at.saturating_add(i64::from(hours) * HOUR_MICROS + 1);
        self.0.iter().map(leaves).find(|at| *at > now)
    }
}

/// What is asked of a first event and what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wait {
    pub micros: i64,
    pub happened: bool,
    pub window: Window,
}

impl Waiting {
    pub fn clear(&mut self) {
        self.open.clear();
        self.over = None;
        self.counted.clear();
    }

    /// The first of the two happened.
    pub fn first(&mut self, at: i64, wait: Wait, calendar: &Calendar, today: i32) {
        self.settle(at, wait, calendar, today);
        let day = |at: i64| calendar.day(Timestamp::from_micros(at));
        if self.open.back() == Some(&at) || wait.window.dates.is_some_and(|(from, to)| !(from..=to).contains(&day(at))) {
            return;
        }
        let before = self.open.len().checked_sub(3).and_then(|third| self.open.get(third));
        if before.is_some_and(|earliest| day(*earliest) == day(at)) {
            self.open.remove(self.open.len() - 2);
        }
        self.open.push_back(at);
    }

    /// The second happened: it answers the firsts before it. Gives whether it could: it can't where the time of one that it may
    /// have answered was taken for over.
    pub fn then(&mut self, at: i64, wait: Wait, calendar: &Calendar, today: i32) -> bool {
        if self.over.is_some_and(|over| at <= over) {
            return false;
        }
        self.settle(at, wait, calendar, today);
        let answered = self.open.partition_point(|first| *first < at);
        for first in self.open.drain(..answered) {
            if wait.happened {
                count(&mut self.counted, first, wait, calendar, today);
            }
        }
        true
    }

    /// Takes out the firsts whose time is over at a moment.
    fn settle(&mut self, now: i64, wait: Wait, calendar: &Calendar, today: i32) {
        while self.open.front().is_some_and(|first| now > first.saturating_add(wait.micros)) {
            let Some(first) = self.open.pop_front() else { break };
            self.over = self.over.max(Some(first.saturating_add(wait.micros)));
            if !wait.happened {
                count(&mut self.counted, first, wait, calendar, today);
            }
        }
    }

    /// Whether a window sees one.
    pub fn is_there(&mut self, now: i64, wait: Wait, window: Window, calendar: &Calendar, today: i32) -> bool {
        self.settle(now, wait, calendar, today);
        self.counted.sum(window, Take::Sum, today).count > 0
    }

    /// The day, and the moment, at which that may change without anything else happening.
    pub fn changes(
        &mut self,
        now: i64,
        wait: Wait,
        window: Window,
        calendar: &Calendar,
        today: i32,
    ) -> (Option<i32>, Option<i64>) {
        self.settle(now, wait, calendar, today);
        let over = self.open.front().filter(|_| !wait.happened).map(|first| first.saturating_add(wait.micros + 1));
        (self.counted.changes_on(window, today), over)
    }
}

fn count(counted: &mut Tally, first: i64, wait: Wait, calendar: &Calendar, today: i32) {
    let day = calendar.day(Timestamp::from_micros(first));
    counted.add(day, Sum::one(0, (0, 0), Take::Sum), wait.window, Take::Sum, today);
}
