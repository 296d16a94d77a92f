//! After whatever writes, the stored index keys are those of a full rewrite.

use super::{Ground, ticket::Ticket};
use crate::support::wait;
use proptest::{
    collection::vec,
    option,
    prelude::*,
    sample::select,
    test_runner::{Config, TestRunner},
};
use std::{cell::RefCell, collections::BTreeMap, fmt::Debug, mem};
use twintable::{ErrorKind, Optional, Rule, Settable, prelude::*};

/// What a partial update says of one attribute.
#[derive(Debug, Clone)]
enum Say<V> {
    Nothing,
    Set(V),
    /// Only where the entity may lack it.
    Remove,
    /// What it holds, by the caller's word: the truth, or this value.
    Given(Option<V>),
}

/// What an update or an upsert says.
#[derive(Debug, Clone)]
struct Changes {
    assignee: Say<String>,
    priority: Say<u32>,
    country: Say<String>,
    city: Say<String>,
    status: Say<String>,
    team: Say<String>,
    opened: Say<u64>,
    label: Say<String>,
    /// Whether what is given is said by a condition instead.
    as_condition: bool,
}

#[derive(Debug, Clone)]
enum Step {
    Create(Ticket),
    Put(Ticket),
    Update(Changes),
    Upsert(Changes),
    Delete,
}

fn texts(texts: &'static [&'static str]) -> impl Strategy<Value = String> + Clone {
    select(texts).prop_map(str::to_owned)
}

// Few values, so that they meet again; some that a key escapes.
fn names() -> impl Strategy<Value = String> + Clone {
    texts(&["ann", "bob", "b#b", "\""])
}

fn labels() -> impl Strategy<Value = String> + Clone {
    texts(&["red", "blue", "b#b"])
}

fn statuses() -> impl Strategy<Value = String> + Clone {
    texts(&["open", "held", "closed"])
}

/// What is said of an attribute: all of them, if the changes are to be complete.
fn say<V: Debug + Clone + 'static>(
    is_complete: bool,
    value: impl Strategy<Value = V> + Clone + 'static,
) -> impl Strategy<Value = Say<V>> {
    let sometimes = u32::from(!is_complete);
    prop_oneof![
        4 * sometimes => Just(Say::Nothing),
        4 => value.clone().prop_map(Say::Set),
        1 => Just(Say::Remove),
        5 => Just(Say::Given(None)),
        sometimes => value.prop_map(|value| Say::Given(Some(value))),
    ]
}

/// As [`say`], for an attribute that an upsert has to set.
fn say_of_required<V: Debug + Clone + 'static>(
    is_complete: bool,
    is_upsert: bool,
    value: impl Strategy<Value = V> + Clone + 'static,
) -> BoxedStrategy<Say<V>> {
    if is_upsert && is_complete { value.prop_map(Say::Set).boxed() } else { say(is_complete, value).boxed() }
}

fn changes(is_upsert: bool) -> impl Strategy<Value = Changes> {
    any::<bool>().prop_flat_map(move |is_complete| {
        let optional = || say(is_complete, names());
        let number = |most: u32| say_of_required(is_complete, is_upsert, 0..most);
        let text = |texts: BoxedStrategy<String>| say_of_required(is_complete, is_upsert, texts);
        let opened = say_of_required(is_complete, is_upsert, 0_u64..100);
        let texts = (optional(), optional(), optional(), text(statuses().boxed()), text(names().boxed()));
        let label = say(is_complete, labels());
        (texts, number(1000), opened, label, any::<bool>()).prop_map(
            |((assignee, country, city, status, team), priority, opened, label, as_condition)| Changes {
                assignee,
                priority,
                country,
                city,
                status,
                team,
                opened,
                label,
                as_condition,
            },
        )
    })
}

fn tickets() -> impl Strategy<Value = Ticket> {
    let optional = || option::of(names());
    (optional(), optional(), optional(), statuses(), names(), 0_u32..1000, 0_u64..100, option::of(labels()))
        .prop_map(|(assignee, country, city, status, team, priority, opened, label)| Ticket {
            assignee,
            priority,
            country,
            city,
            status,
            team,
            opened,
            label,
            ..Ticket::new("1")
        })
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => tickets().prop_map(Step::Create),
        1 => tickets().prop_map(Step::Put),
        9 => changes(false).prop_map(Step::Update),
        3 => changes(true).prop_map(Step::Upsert),
        1 => Just(Step::Delete),
    ];
    vec(step, 1..12)
}

/// The request of some changes: built for the entity as it is, and what follows from that.
struct Request {
    update: Update<Ticket>,
    condition: Option<Filter<Ticket>>,
    as_condition: bool,
    /// Something is given that is not so.
    is_wrong: bool,
    /// Nothing is said of some attribute.
    is_silent: bool,
}

impl Request {
    fn new(changes: Changes, now: Option<&Ticket>) -> Self {
        let Changes { assignee, country, city, priority, status, team, opened, label, as_condition } =
            changes;
        let update = Update::new();
        let mut request = Self { update, condition: None, as_condition, is_wrong: false, is_silent: false };
        request.may_lack(Ticket::ASSIGNEE, assignee, now.and_then(|now| now.assignee.as_ref()));
        request.may_lack(Ticket::COUNTRY, country, now.and_then(|now| now.country.as_ref()));
        request.may_lack(Ticket::CITY, city, now.and_then(|now| now.city.as_ref()));
        request.may_lack(Ticket::LABEL, label, now.and_then(|now| now.label.as_ref()));
        request.say(Ticket::PRIORITY, priority, now.map(|now| &now.priority));
        request.say(Ticket::STATUS, status, now.map(|now| &now.status));
        request.say(Ticket::TEAM, team, now.map(|now| &now.team));
        request.say(Ticket::OPENED, opened, now.map(|now| &now.opened));
        request
    }

    fn may_lack(
        &mut self,
        attribute: Attribute<Ticket, String, Optional>,
        say: Say<String>,
        now: Option<&String>,
    ) {
        if matches!(say, Say::Remove) {
            self.update = mem::take(&mut self.update).remove(attribute);
        } else {
            self.say(attribute, say, now);
        }
    }

    fn say<V, M>(&mut self, attribute: Attribute<Ticket, V, M>, say: Say<V>, now: Option<&V>)
    where
        V: AttributeType + PartialEq + Clone,
        M: Settable,
    {
        let given = match say {
            Say::Set(value) => {
                self.update = mem::take(&mut self.update).set(attribute, value);
                return;
            }
            Say::Nothing | Say::Remove => None,
            Say::Given(None) => now.cloned(),
            Say::Given(Some(value)) => Some(value),
        };
        let Some(value) = given else {
            self.is_silent = true;
            return;
        };
        self.is_wrong |= Some(&value) != now;
        if self.as_condition {
            let other = attribute.eq(value);
            self.condition = Some(match self.condition.take() {
                Some(condition) => condition & other,
                None => other,
            });
        } else {
            self.update = mem::take(&mut self.update).given(attribute, value);
        }
    }
}

/// How often a kind of step ended in some way.
type Tally = BTreeMap<String, usize>;

/// Does one step, checks that its outcome is one that it may have, and says what it was.
fn step(ground: &Ground, step: Step) -> Result<String, TestCaseError> {
    let tickets = &ground.tickets;
    let key = || Ticket::key("1");
    let now = wait(tickets.get(key())).unwrap();
    let before = ground.item();
    let (name, outcome, request) = match step {
        Step::Create(ticket) => ("create", wait(tickets.create(ticket)).map(drop), None),
        Step::Put(ticket) => ("put", wait(tickets.put(ticket)).map(drop), None),
        Step::Delete => ("delete", wait(tickets.delete(key())), None),
        Step::Update(changes) => {
            let mut request = Request::new(changes, now.as_ref());
            let mut verb = tickets.update(key()).apply(mem::take(&mut request.update));
            if let Some(condition) = request.condition.take() {
                verb = verb.when(condition);
            }
            ("update", wait(verb).map(drop), Some(request))
        }
        Step::Upsert(changes) => {
            let mut request = Request::new(changes, now.as_ref());
            let mut verb = tickets.upsert(key()).apply(mem::take(&mut request.update));
            if let Some(condition) = request.condition.take() {
                verb = verb.when(condition);
            }
            ("upsert", wait(verb).map(drop), Some(request))
        }
    };
    let Err(error) = outcome else { return Ok(format!("{name}: done")) };
    prop_assert_eq!(ground.item(), before, "a refused write wrote");
    let is_fair = match (error.kind(), error.rule(), &request) {
        (ErrorKind::AlreadyExists, ..) => name == "create" && now.is_some(),
        (ErrorKind::NotFound, ..) => name == "update" && now.is_none(),
        (ErrorKind::ConditionFailed, _, Some(request)) => request.is_wrong,
        (_, Some(Rule::IndexPartUnknown), Some(request)) => request.is_silent,
        (_, Some(Rule::RequiredMissing), Some(_)) => name == "upsert",
        _ => false,
    };
    prop_assert!(is_fair, "{name} of {now:?}: {error}");
    Ok(format!("{name}: {:?} {:?}", error.kind(), error.rule()))
}

fn play(steps: Vec<Step>) -> Result<Tally, TestCaseError> {
    let ground = Ground::new();
    let mut tally = Tally::new();
    for each in steps {
        let described = format!("{each:?}");
        *tally.entry(step(&ground, each)?).or_default() += 1;
        let Some(partial) = ground.item() else { continue };
        let read = wait(ground.tickets.get(Ticket::key("1"))).unwrap().unwrap();
        wait(ground.tickets.put(read)).unwrap();
        prop_assert_eq!(Some(partial), ground.item(), "after {}", described);
    }
    Ok(tally)
}

#[test]
fn a_partial_update_leaves_the_index_keys_of_a_full_rewrite() {
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 64;
    }
    let tally = RefCell::new(Tally::new());
    let result = TestRunner::new(config).run(&steps(), |steps| {
        for (outcome, count) in play(steps)? {
            *tally.borrow_mut().entry(outcome).or_default() += count;
        }
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
    let tally = tally.into_inner();
    println!("{tally:#?}");
    for outcome in [
        "create: done",
        "put: done",
        "update: done",
        "update: ConditionFailed None",
        "update: InvalidRequest Some(IndexPartUnknown)",
        "upsert: done",
    ] {
        assert!(tally.contains_key(outcome), "never: {outcome}");
    }
}
