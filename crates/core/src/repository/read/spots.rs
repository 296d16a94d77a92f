//! How far a read has come, and its cursor.

use super::pages::Spot;
use crate::{
    CursorError, Error, Item, Rule,
    cursor::{Position, Progress},
};

/// How far each lane of a read was handed out.
#[derive(Debug)]
pub(super) struct Spots {
    lanes: Vec<Spot>,
    is_parallel: bool,
}

impl Spots {
    /// The start of a read in one lane.
    pub(super) fn start() -> Self {
        Self { lanes: vec![Spot::Start], is_parallel: false }
    }

    /// The start of a read of several segments.
    pub(super) fn start_of(segments: u32) -> Self {
        Self { lanes: (0..segments).map(|_| Spot::Start).collect(), is_parallel: true }
    }

    /// Goes to a position, which must have as many lanes.
    pub(super) fn go_to(self, position: Position) -> Result<Self, CursorError> {
        let Self { lanes, is_parallel } = self;
        let to = match (position, is_parallel) {
            (Position::After(key), false) if key.is_empty() => vec![Spot::Start],
            (Position::After(key), false) => vec![Spot::After(key)],
            (Position::Segments(segments), true) => segments.into_iter().map(Spot::of).collect(),
            (Position::After(_), true) | (Position::Segments(_), false) => Vec::new(),
        };
        if to.len() == lanes.len() {
            Ok(Self { lanes: to, is_parallel })
        } else {
            Err(CursorError::OtherQuery)
        }
    }

    pub(super) fn lanes(&self) -> &[Spot] {
        &self.lanes
    }

    pub(super) fn set(&mut self, lane: usize, spot: Spot) {
        if let Some(known) = self.lanes.get_mut(lane) {
            *known = spot;
        }
    }

    /// Where to go on; `None` if all was handed out.
    pub(super) fn position(&self) -> Result<Option<Position>, Error> {
        if self.lanes.iter().all(|spot| *spot == Spot::End) {
            return Ok(None);
        }
        let mut segments = Vec::with_capacity(self.lanes.len());
        for spot in &self.lanes {
            segments.push(match spot {
                Spot::Start => Progress::NotStarted,
                Spot::After(key) => Progress::After(key.clone()),
                Spot::Unknown => return Err(Error::invalid(Rule::PageWithoutKeys)),
                Spot::End => Progress::Done,
            });
        }
        if self.is_parallel {
            return Ok(Some(Position::Segments(segments)));
        }
        Ok(segments.pop().map(|progress| match progress {
            Progress::After(key) => Position::After(key),
            // The key of nothing: the start.
            Progress::NotStarted | Progress::Done => Position::After(Item::new()),
        }))
    }
}

impl Spot {
    fn of(progress: Progress) -> Self {
        match progress {
            Progress::NotStarted => Self::Start,
            Progress::After(key) => Self::After(key),
            Progress::Done => Self::End,
        }
    }
}
