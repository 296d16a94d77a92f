//! Key conditions.

use super::Sink;
use twintable::{
    Error, Rule, Value,
    expr::{KeyCondition, SortCondition},
};

pub(crate) fn key_condition(sink: &mut Sink<'_>, condition: KeyCondition) {
    let KeyCondition { partition, sort } = condition;
    if partition.is_empty() {
        return sink.fail(Error::invalid(Rule::PartitionMissing));
    }
    sink.separated(" AND ", partition, |sink, (name, value)| comparison(sink, &name, " = ", value));
    for (name, condition) in sort {
        sink.text(" AND ");
        sort_condition(sink, &name, condition);
    }
}

fn sort_condition(sink: &mut Sink<'_>, name: &str, condition: SortCondition) {
    match condition {
        SortCondition::Equal(value) => comparison(sink, name, " = ", value),
        SortCondition::Less(value) => comparison(sink, name, " < ", value),
        SortCondition::LessOrEqual(value) => comparison(sink, name, " <= ", value),
        SortCondition::Greater(value) => comparison(sink, name, " > ", value),
        SortCondition::GreaterOrEqual(value) => comparison(sink, name, " >= ", value),
        SortCondition::Between(low, high) => between(sink, name, low, high),
        SortCondition::BeginsWith(prefix) => begins_with(sink, name, prefix),
    }
}

fn comparison(sink: &mut Sink<'_>, name: &str, comparator: &str, value: Value) {
    sink.name(name);
    sink.text(comparator);
    sink.value(value);
}

fn between(sink: &mut Sink<'_>, name: &str, low: Value, high: Value) {
    sink.name(name);
    sink.text(" BETWEEN ");
    sink.value(low);
    sink.text(" AND ");
    sink.value(high);
}

fn begins_with(sink: &mut Sink<'_>, name: &str, prefix: Value) {
    sink.text("begins_with(");
    sink.name(name);
    sink.text(",");
    sink.value(prefix);
    sink.text(")");
}
