//! Transactions.

use super::super::{Code, Literal, into, list, vec};
use super::{capacity, return_old};
use std::fmt;
use twintable::store::{
    TransactCheck, TransactDelete, TransactGet, TransactGetItems, TransactPut, TransactUpdate, TransactWrite,
    TransactWriteItems,
};

impl fmt::Display for Code<'_, TransactGetItems> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TransactGetItems { gets, return_consumed_capacity } = self.0;
        let gets = (!gets.is_empty()).then(|| vec(gets, |get| Code(get).to_string()));
        let literal = Literal::default("TransactGetItems", 2)
            .field("gets", gets)
            .field("return_consumed_capacity", capacity(*return_consumed_capacity));
        write!(f, "{literal}")
    }
}

impl fmt::Display for Code<'_, TransactGet> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TransactGet { table, key, projection } = self.0;
        let base = format!("TransactGet::new({}, {})", Code(table.as_ref()), Code(key));
        write!(f, "{}", Literal::new("TransactGet", base).some("projection", projection.as_ref().map(Code)))
    }
}

impl fmt::Display for Code<'_, TransactWriteItems> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TransactWriteItems { actions, client_request_token, return_consumed_capacity } = self.0;
        let actions = list(actions, |action| format!("{}.into()", Code(action)));
        let literal = Literal::new("TransactWriteItems", format!("TransactWriteItems::of({actions})"))
            .some("client_request_token", client_request_token.as_deref().map(into))
            .field("return_consumed_capacity", capacity(*return_consumed_capacity));
        write!(f, "{literal}")
    }
}

impl fmt::Display for Code<'_, TransactWrite> {
    /// The action of its kind, which becomes a [`TransactWrite`] by `into`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            TransactWrite::Put(action) => write!(f, "{}", Code(action)),
            TransactWrite::Update(action) => write!(f, "{}", Code(action)),
            TransactWrite::Delete(action) => write!(f, "{}", Code(action)),
            TransactWrite::ConditionCheck(action) => write!(f, "{}", Code(action)),
        }
    }
}

impl fmt::Display for Code<'_, TransactPut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TransactPut { table, item, condition, return_on_condition_failure } = self.0;
        let base = format!("TransactPut::new({}, {})", Code(table.as_ref()), Code(item));
        let literal = Literal::new("TransactPut", base)
            .some("condition", condition.as_ref().map(Code))
            .field("return_on_condition_failure", return_old(*return_on_condition_failure));
        write!(f, "{literal}")
    }
}

impl fmt::Display for Code<'_, TransactUpdate> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TransactUpdate { table, key, update, condition, return_on_condition_failure } = self.0;
        let base = format!("TransactUpdate::new({}, {}, {})", Code(table.as_ref()), Code(key), Code(update));
        let literal = Literal::new("TransactUpdate", base)
            .some("condition", condition.as_ref().map(Code))
            .field("return_on_condition_failure", return_old(*return_on_condition_failure));
        write!(f, "{literal}")
    }
}

impl fmt::Display for Code<'_, TransactDelete> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TransactDelete { table, key, condition, return_on_condition_failure } = self.0;
        let base = format!("TransactDelete::new({}, {})", Code(table.as_ref()), Code(key));
        let literal = Literal::new("TransactDelete", base)
            .some("condition", condition.as_ref().map(Code))
            .field("return_on_condition_failure", return_old(*return_on_condition_failure));
        write!(f, "{literal}")
    }
}

impl fmt::Display for Code<'_, TransactCheck> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TransactCheck { table, key, condition, return_on_condition_failure } = self.0;
        let base =
            format!("TransactCheck::new({}, {}, {})", Code(table.as_ref()), Code(key), Code(condition));
        let literal = Literal::new("TransactCheck", base)
            .field("return_on_condition_failure", return_old(*return_on_condition_failure));
        write!(f, "{literal}")
    }
}
