//! What was met, and how often.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fmt,
};
use twintable::Rule;

/// Counts what requests and their outcomes met, by group and name; what has a name and was never met counts zero.
///
/// See the [module](crate::coverage).
#[derive(Debug, Default)]
pub struct Coverage {
    counts: BTreeMap<(&'static str, &'static str), usize>,
    groups: HashSet<&'static str>,
    rules: HashMap<Rule, usize>,
}

impl Coverage {
    /// Counts one of the names of a group.
    pub fn note(&mut self, group: &'static str, name: &'static str, all: &[&'static str]) {
        if self.groups.insert(group) {
            self.counts.extend(all.iter().map(|name| ((group, *name), 0)));
        }
        *self.counts.entry((group, name)).or_default() += 1;
    }

    /// Counts a broken rule.
    pub fn rule(&mut self, rule: Rule) {
        *self.rules.entry(rule).or_default() += 1;
    }

    /// How often one of the names of a group was met.
    pub fn count(&self, group: &str, name: &str) -> usize {
        let is_it = |(other, of_it): &(&str, &str)| *other == group && *of_it == name;
        self.counts.iter().find(|(each, _)| is_it(each)).map_or(0, |(_, count)| *count)
    }

    /// What was never met, of the groups that were met at all; and the rules that were never broken, but for those that
    /// are excused. An excused rule that was broken is among them too: the excuse is no longer true.
    pub fn missing(&self, excused: &[(Rule, &str)]) -> Vec<String> {
        let nodes = self.counts.iter().filter(|(_, count)| **count == 0);
        let nodes = nodes.map(|((group, name), _)| format!("{group}: {name}"));
        let rules = Rule::ALL.iter().filter_map(|rule| {
            let excuse = excused.iter().find(|(other, _)| other == rule);
            match (self.rules.contains_key(rule), excuse) {
                (true, None) | (false, Some(_)) => None,
                (false, None) => Some(format!("rule: {rule:?}")),
                (true, Some((_, excuse))) => Some(format!("rule: {rule:?} was broken, though: {excuse}")),
            }
        });
        nodes.chain(rules).collect()
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((group, name), count) in &self.counts {
            writeln!(f, "{count:>8}  {group}: {name}")?;
        }
        for rule in Rule::ALL {
            writeln!(f, "{:>8}  rule: {rule:?}", self.rules.get(rule).unwrap_or(&0))?;
        }
        Ok(())
    }
}

/// Counts the name of the pattern that a value matches, in a group of [`Coverage`](crate::coverage::Coverage): `reach!(coverage, "group", value, { pattern => "name",
/// .. })`. The match is exhaustive, so that a new variant breaks the build; and every name must be met. What need not be
/// met stands at the end, after `;`.
#[macro_export]
macro_rules! reach {
    (
        $coverage:expr, $group:expr, $value:expr,
        { $($pattern:pat => $name:literal,)+ $(; $other:pat => $never:expr)? }
    ) => {{
        let name = match $value {
            $($pattern => $name,)+
            $($other => $never,)?
        };
        $coverage.note($group, name, &[$($name,)+])
    }};
}
