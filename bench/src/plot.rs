//! Bars for the README: what twintable and its peers take, in parts of what the bare thing takes.
//!
//! There is no background, and the colours are readable on white and on black.

use crate::{machine::Machine, report::Row};
use plotters::{
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};
use std::{error::Error, path::Path};

/// A chart of all rows of a unit.
pub struct Chart {
    pub file: &'static str,
    pub title: &'static str,
    /// What a bar begins at.
    pub baseline: &'static str,
    pub unit: &'static str,
    /// Whether ten times as much is always the same length.
    pub logarithmic: bool,
}

const WIDTH: i32 = 760;
/// What is left of the bars, for names, and right of them, for values.
const LEFT: i32 = 210;
const RIGHT: i32 = 70;
const TOP: i32 = 76;
const BAR: i32 = 15;
const PITCH: i32 = 20;
const HEADING: i32 = 26;
const GAP: i32 = 10;

/// What the library divides a font's size by.
const POINTS: f64 = 1.24;

const TEXT: RGBColor = RGBColor(128, 128, 128);
const OURS: RGBColor = RGBColor(226, 112, 30);
const PEER: RGBColor = RGBColor(120, 144, 168);

impl Chart {
    /// Draws it, unless there is no row of its unit.
    pub fn draw(&self, rows: &[Row], machine: &Machine, directory: &Path) -> Result<(), Box<dyn Error>> {
        let groups: Vec<Group> = rows.iter().filter(|row| row.unit == self.unit).map(Group::of).collect();
        if groups.is_empty() {
            return Ok(());
        }
        let height = TOP + groups.iter().map(Group::height).sum::<i32>() + GAP;
        let path = directory.join(self.file);
        let area =
            SVGBackend::new(&path, (WIDTH.cast_unsigned(), height.cast_unsigned())).into_drawing_area();
        let put = |text: &str, at: (i32, i32), size: i32, style: FontStyle, side: HPos| {
            let font = FontDesc::from(("sans-serif", f64::from(size) * POINTS)).style(style);
            let look = font.color(&TEXT).pos(Pos::new(side, VPos::Center));
            area.draw(&Text::new(text.to_owned(), at, look))
        };
        put(self.title, (GAP, 18), 16, FontStyle::Bold, HPos::Left)?;
        let below = [format!("Bars begin at {}.", self.baseline), machine.to_string()];
        for (line, y) in below.iter().zip([40, 58]) {
            put(line, (GAP, y), 12, FontStyle::Normal, HPos::Left)?;
        }

        let scale = Scale::of(self, &groups);
        let zero = scale.x(1.0);
        let mut y = TOP;
        for group in &groups {
            put(group.name, (GAP, y + HEADING / 2), 13, FontStyle::Bold, HPos::Left)?;
            y += HEADING;
            let top = y;
            for (place, (name, value)) in group.bars.iter().enumerate() {
                let middle = y + PITCH / 2;
                let (from, to) = (zero, scale.x(*value));
                let corners = [
                    (from.min(to), middle - BAR / 2),
                    (from.max(to).max(from.min(to) + 1), middle + BAR / 2),
                ];
                let colour = if place == 0 { OURS } else { PEER };
                area.draw(&Rectangle::new(corners, colour.filled()))?;
                put(name, (LEFT - 8, middle), 12, FontStyle::Normal, HPos::Right)?;
                put(&shown(*value), (from.max(to) + 6, middle), 12, FontStyle::Normal, HPos::Left)?;
                y += PITCH;
            }
            area.draw(&PathElement::new([(zero, top), (zero, y)], TEXT))?;
            y += GAP;
        }
        area.present()?;
        Ok(())
    }

    /// How far a value is from the baseline.
    fn length(&self, value: f64) -> f64 {
        if self.logarithmic { value.ln() } else { value - 1.0 }
    }
}

/// A row and its bars, its own value first.
struct Group<'r> {
    name: &'r str,
    bars: Vec<(&'r str, f64)>,
}

impl<'r> Group<'r> {
    fn of(row: &'r Row) -> Self {
        let mut peers: Vec<_> = row.peers.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        peers.sort_by(|(_, one), (_, other)| one.total_cmp(other));
        Self { name: &row.name, bars: [("twintable", row.value)].into_iter().chain(peers).collect() }
    }

    fn height(&self) -> i32 {
        let bars = i32::try_from(self.bars.len()).expect("a few peers");
        HEADING + bars * PITCH + GAP
    }
}

struct Scale<'c> {
    chart: &'c Chart,
    least: f64,
    most: f64,
}

impl<'c> Scale<'c> {
    fn of(chart: &'c Chart, groups: &[Group]) -> Self {
        let lengths = groups.iter().flat_map(|group| &group.bars).map(|(_, value)| chart.length(*value));
        let (least, most) =
            lengths.fold((0.0_f64, 0.0_f64), |(least, most), length| (least.min(length), most.max(length)));
        Self { chart, least, most }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a place on the plot")]
    fn x(&self, value: f64) -> i32 {
        let part = (self.chart.length(value) - self.least) / (self.most - self.least).max(f64::MIN_POSITIVE);
        LEFT + (part * f64::from(WIDTH - LEFT - RIGHT)).round() as i32
    }
}

fn shown(value: f64) -> String {
    if value < 10.0 { format!("{value:.2}×") } else { format!("{value:.0}×") }
}
