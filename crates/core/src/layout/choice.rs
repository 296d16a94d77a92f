//! Which key answers a filter: the table's, or that of an index.

mod candidate;
mod presence;
mod ranges;
mod scope;
mod terms;
mod text;

use super::{IndexLayout, Layout};
use crate::{
    Error, InvalidRequest, Rule, Value,
    expr::{Filter, KeyCondition},
};
use candidate::Needs;
use std::{borrow::Cow, cmp::Reverse};
use terms::Terms;

/// What is read for a filter: the table, an index, or, where no key fits, the whole table.
///
/// `Display` says it in words, and why not the others. It shows names and operators, and no value.
///
/// # Examples
///
/// ```
/// use twintable::{Error, KeyAttribute, KeyTemplate, PartFormat, layout::{IndexLayout, KeyField, Layout}, path};
///
/// let placed_at = KeyTemplate::new().literal("ORDER#").part("placed_at", PartFormat::FixedString);
/// let by_customer = IndexLayout::global("by_customer", KeyField::plain(KeyAttribute::string("customer")))
///     .sort_key(KeyField::composed("placed", placed_at));
/// let layout = Layout::new("order", "shop", KeyField::plain(KeyAttribute::string("id")))
///     .index(by_customer)
///     .required(["placed_at"]);
///
/// let filter = path("customer").eq("c-1") & path("placed_at").ge("2024-05-01") & path("total").gt(100);
/// let choice = layout.choose(&filter, false)?;
/// assert_eq!(choice.index.as_deref(), Some("by_customer"));
/// assert_eq!(choice.filter, Some(path("total").gt(100)));
/// assert_eq!(
///     choice.to_string(),
///     "index `by_customer` where customer = ? and placed between ? and ?, filtered by total > ?\n\
///      not the table: `id` not given by equality"
/// );
///
/// assert!(layout.choose(&path("total").gt(100), false)?.is_scan());
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Choice {
    /// The index that is read; the table itself if `None`.
    pub index: Option<Cow<'static, str>>,
    /// Which part of which partition is read; `None` if the whole table is.
    pub key_condition: Option<KeyCondition>,
    /// What the key condition does not say of the filter.
    pub filter: Option<Filter>,
    /// The others, the table first, then the indexes as they were declared; and why they were not chosen.
    pub passed_over: Vec<PassedOver>,
}

/// The table or an index that was not chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PassedOver {
    /// The index; the table itself if `None`.
    pub index: Option<Cow<'static, str>>,
    /// Why it was not chosen.
    pub why: WhyNot,
}

/// Why the table or an index does not answer a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhyNot {
    /// The filter does not give these attributes by equality, and they decide the partition.
    NotGiven(Vec<String>),
    /// An item may lack these attributes, or have `NULL`, and is not in the index then. A term of the filter that
    /// is only true for items that have them makes the index fit.
    MayBeMissing(Vec<String>),
    /// Only items with some values of this attribute are in the index, and the filter may be true for others.
    NotMember(String),
    /// The index does not hold all attributes.
    NotAllHeld,
    /// The variants of an enum compose this key attribute in different ways.
    VariantsDiffer(String),
    /// The items of other scopes would be read too: it stands in the entity's keys, and not in front of what this one
    /// leaves open.
    OutOfScope,
    /// The query would break a rule: often [`Rule::FilterOnKey`], where the filter says more of a key attribute than
    /// a key condition can.
    Refused(Box<InvalidRequest>),
    /// It would do, but what was chosen reads no more, and often less.
    Outranked,
}

impl Choice {
    /// Whether the whole table is read.
    pub const fn is_scan(&self) -> bool {
        self.key_condition.is_none()
    }

    /// The error for a scan that nobody allowed.
    pub(crate) fn refused_scan(&self) -> Error {
        let reasons: Vec<_> = self.passed_over.iter().map(ToString::to_string).collect();
        InvalidRequest::new(Rule::NoIndexFits).because(reasons.join("; ")).into()
    }
}

impl Layout {
    /// Chooses the key that answers a filter best: the table's, or that of an index which holds all attributes. With
    /// `consistent` no global index is chosen. It depends on nothing else, so pages of one filter go on where
    /// others ended.
    ///
    /// Terms move from the filter into the key condition if they are at the top level, joined by `and`, and compare
    /// a whole attribute with constants: `=`, `<`, `<=`, `>`, `>=`, `between`, `begins_with`. All that decides the
    /// partition must be given by `=`. The sort key takes what is given by `=` from the left, and then a range of
    /// the next part, where the key keeps its order; two ranges that include their bounds become one. An attribute
    /// that has to be equal to two values is the first one's in the key, and the filter keeps the second. Everything
    /// else stays in the filter. If that names an attribute that is itself a key of what is read, the service would
    /// refuse, and another key is looked for.
    ///
    /// **An index never changes the result.** An item that lacks a part of an index's key is not in the index, nor
    /// is one that has `NULL` there. So an index is only chosen if the item must have all parts: the layout
    /// [requires](Layout::required) them, which is then taken to mean not as `NULL`, or the primary key has them, or a
    /// term at the top level of the filter is only true for items that have them. `exists` is such a term for an
    /// attribute that is a key as it is; for a part of a composed key it leaves `NULL` open, `type_is` does not. An
    /// index [with a condition](IndexLayout::when) is only chosen if the filter asks for its values, by `=` or `in`.
    ///
    /// A key that would also read the items of other scopes is not chosen, where an entity's keys have a scope.
    ///
    /// Of an enum of entities, the variant's own keys are looked at if the filter gives the type by equality. Else a
    /// composed key counts only if all variants compose it in one way, and an attribute is required if it is in all.
    ///
    /// The best is the whole primary key, which reads one item at most; then what takes most parts of the sort key by
    /// equality; then what takes a range; then the table before local and global indexes; then what was declared
    /// first. If nothing fits, the choice is a scan of the table.
    ///
    /// A part of [a fixed length](crate::PartFormat::FixedString) is compared with texts of that length.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that the filter breaks by itself, or with what is wrong with the
    /// layout.
    pub fn choose(&self, filter: &Filter, consistent: bool) -> Result<Choice, Error> {
        self.sound()?;
        filter.validate()?;
        let terms = Terms::of(filter);
        let layout = self.variant_of(&terms);
        let needs = Needs { consistent, scoped: self.is_scoped() };
        let plans: Vec<_> =
            layout.places().map(|index| (index, candidate::plan(layout, index, &terms, needs))).collect();
        let ranks =
            plans.iter().enumerate().filter_map(|(at, (_, plan))| Some((at, plan.as_ref().ok()?.rank)));
        // The first of those that are equally good.
        let best = ranks.min_by_key(|(_, rank)| Reverse(*rank)).map(|(at, _)| at);
        let mut choice = Choice {
            index: None,
            key_condition: None,
            filter: if best.is_none() { Some(filter.clone()) } else { None },
            passed_over: Vec::with_capacity(plans.len()),
        };
        for (at, (index, plan)) in plans.into_iter().enumerate() {
            let index = index.map(|index| Cow::Owned(index.name().to_owned()));
            match plan {
                Ok(plan) if best == Some(at) => {
                    choice.index = index;
                    choice.key_condition = Some(plan.key_condition);
                    choice.filter = plan.filter;
                }
                Ok(_) => choice.passed_over.push(PassedOver { index, why: WhyNot::Outranked }),
                Err(why) => choice.passed_over.push(PassedOver { index, why }),
            }
        }
        Ok(choice)
    }

    /// The layout of the one variant that the terms ask for, if they do.
    fn variant_of(&self, terms: &Terms<'_>) -> &Self {
        let name =
            self.type_attribute_name().and_then(|attribute| terms.pinned(attribute)).and_then(Value::as_str);
        self.variants().iter().copied().find(|variant| Some(variant.name()) == name).unwrap_or(self)
    }

    /// The table, then the indexes. The variants of an enum may declare one more than once.
    fn places(&self) -> impl Iterator<Item = Option<&IndexLayout>> {
        let indexes = self.indexes();
        let is_first = |(at, index): &(usize, &IndexLayout)| {
            indexes.iter().take(*at).all(|before| before.name() != index.name())
        };
        std::iter::once(None).chain(indexes.iter().enumerate().filter(is_first).map(|(_, index)| Some(index)))
    }
}

#[cfg(test)]
mod tests;
