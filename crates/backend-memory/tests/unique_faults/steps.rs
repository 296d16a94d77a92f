//! What the tasks do.

use super::{
    club::{Account, Desk, Guest, IDS, Member, VALUES, Visitor, account, member},
    state::{Holder, badge_of, email_of, login_of},
};
use proptest::{option, prelude::*};
use twintable::{ErrorKind, operation::delete_entity, prelude::*};

#[derive(Debug, Clone)]
pub(crate) enum Step {
    Create(Member),
    Put(Member),
    PutReturningOld(Member),
    PutGuest(Member),
    PutVisitor(u8),
    Rename(u8, u8),
    RenameIf(u8, u8, u32),
    Move(u8, u8),
    SetBadge(u8, Option<u8>),
    Visit(u8),
    Upsert(Member),
    Delete(u8),
    DeleteReturningOld(u8),
    DeleteGuest(u8),
    CreateAccount(u8, u8),
    RenameAccount(u8, u8),
    DeleteAccount(u8),
    /// One takes over the address of another, who goes or gets another one.
    Succeed(u8, u8, u8),
    Exchange(u8, u8, u8, u8),
    /// Past the unique fields.
    Lose(u8),
    Overwrite(u8),
}

/// How a step ended: with which kind of error, and which value somebody else was said to have.
pub(crate) struct Ending {
    pub(crate) kind: Option<ErrorKind>,
    pub(crate) taken: Option<Holder>,
}

fn a_member() -> impl Strategy<Value = Member> {
    let badge = option::weighted(0.3, 0..VALUES);
    (0..IDS, 0..VALUES, badge).prop_map(|(id, email, badge)| member(id, email, badge))
}

/// A step through the unique fields.
pub(crate) fn step() -> impl Strategy<Value = Step> {
    let (id, value) = (|| 0..IDS, || 0..VALUES);
    prop_oneof![
        3 => a_member().prop_map(Step::Create),
        2 => a_member().prop_map(Step::Put),
        1 => a_member().prop_map(Step::PutReturningOld),
        1 => a_member().prop_map(Step::PutGuest),
        1 => id().prop_map(Step::PutVisitor),
        3 => (id(), value()).prop_map(|(id, email)| Step::Rename(id, email)),
        1 => (id(), value(), 0..2_u32).prop_map(|(id, email, visits)| Step::RenameIf(id, email, visits)),
        1 => (id(), 0..2_u8).prop_map(|(id, house)| Step::Move(id, house)),
        2 => (id(), option::of(value())).prop_map(|(id, badge)| Step::SetBadge(id, badge)),
        1 => id().prop_map(Step::Visit),
        2 => a_member().prop_map(Step::Upsert),
        3 => id().prop_map(Step::Delete),
        1 => id().prop_map(Step::DeleteReturningOld),
        1 => id().prop_map(Step::DeleteGuest),
        2 => (0..2_u8, 0..2_u8).prop_map(|(id, login)| Step::CreateAccount(id, login)),
        2 => (0..2_u8, 0..2_u8).prop_map(|(id, login)| Step::RenameAccount(id, login)),
        1 => (0..2_u8).prop_map(Step::DeleteAccount),
        1 => (id(), id(), value()).prop_map(|(from, to, email)| Step::Succeed(from, to, email)),
        1 => (id(), value(), id(), value()).prop_map(|(a, x, b, y)| Step::Exchange(a, x, b, y)),
    ]
}

/// A step of any sort.
pub(crate) fn lossy_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => step(),
        1 => (0..IDS).prop_map(Step::Lose),
        1 => (0..IDS).prop_map(Step::Overwrite),
    ]
}

impl Step {
    pub(crate) async fn run(&self, desk: &Desk) -> Ending {
        let outcome = self.attempt(desk).await;
        let kind = outcome.as_ref().err().map(Error::kind);
        let taken = match outcome {
            Err(Error::UniqueViolation(violation)) => self.value_of(violation.attribute),
            _ => None,
        };
        Ending { kind, taken }
    }

    async fn attempt(&self, desk: &Desk) -> Result<(), Error> {
        let Desk { members, guests, accounts, unit, visitors, items } = desk;
        match self.clone() {
            Self::Create(member) => members.create(member).await.map(drop),
            Self::Put(member) => members.put(member).await.map(drop),
            Self::PutReturningOld(member) => members.put(member).returning_old().await.map(drop),
            Self::PutGuest(member) => guests.put(Guest::Member(member)).returning_nothing().await,
            Self::PutVisitor(id) => guests.put(Guest::Visitor(Visitor { id, email: 0 })).await.map(drop),
            Self::Rename(id, email) => {
                members.update(Member::key(id)).set(Member::EMAIL, email).await.map(drop)
            }
            Self::RenameIf(id, email, visits) => {
                let renamed = members.update(Member::key(id)).set(Member::EMAIL, email);
                renamed.when(Member::VISITS.eq(visits)).returning_old().await.map(drop)
            }
            Self::Move(id, house) => {
                members.update(Member::key(id)).set(Member::HOUSE, house).returning_nothing().await
            }
            Self::SetBadge(id, Some(badge)) => {
                members.update(Member::key(id)).set(Member::BADGE, badge).returning_nothing().await
            }
            Self::SetBadge(id, None) => {
                members.update(Member::key(id)).remove(Member::BADGE).returning_nothing().await
            }
            Self::Visit(id) => members.update(Member::key(id)).increment(Member::VISITS, 1).await.map(drop),
            Self::Upsert(Member { id, email, house, badge: _, visits: _ }) => {
                let change = members.upsert(Member::key(id)).set(Member::EMAIL, email);
                change.set(Member::HOUSE, house).add(Member::VISITS, 1).returning_nothing().await
            }
            Self::Delete(id) => members.delete(Member::key(id)).await,
            Self::DeleteReturningOld(id) => members.delete(Member::key(id)).returning_old().await.map(drop),
            Self::DeleteGuest(id) => guests.delete(Member::key(id).lifted()).await,
            Self::CreateAccount(id, login) => accounts.create(account(id, login)).await.map(drop),
            Self::RenameAccount(id, login) => {
                let renamed = accounts.update_with(Account::key(id), move |account| {
                    account.login = login.to_string();
                    Ok(())
                });
                renamed.await.map(drop)
            }
            Self::DeleteAccount(id) => match accounts.get(Account::key(id)).consistent().await? {
                Some(account) => accounts.delete_entity(&account).await,
                None => Ok(()),
            },
            Self::Succeed(from, to, email) => {
                let from = delete_entity(&member(from, 0, None));
                let succeed = Transaction::new().with(from).with(put(member(to, email, None)));
                succeed.commit(unit).await
            }
            Self::Exchange(a, x, b, y) => {
                let rename = |id, email| update(Member::key(id)).set(Member::EMAIL, email);
                Transaction::new().with(rename(a, x)).with(rename(b, y)).commit(unit).await
            }
            Self::Lose(id) => items.delete(Key::new(Member::key(id).into_primary_key()?)).await,
            Self::Overwrite(id) => visitors.put(Visitor { id, email: 0 }).await.map(drop),
        }
    }

    /// The value that the step wants in a field, if it is certain.
    fn value_of(&self, attribute: &str) -> Option<Holder> {
        match (self, attribute) {
            (
                Self::Create(member)
                | Self::Put(member)
                | Self::PutReturningOld(member)
                | Self::PutGuest(member)
                | Self::Upsert(member),
                "email",
            ) => Some(email_of(member.email)),
            (Self::Rename(_, email) | Self::RenameIf(_, email, _), "email") => Some(email_of(*email)),
            (
                Self::Create(member)
                | Self::Put(member)
                | Self::PutReturningOld(member)
                | Self::PutGuest(member),
                "badge",
            ) => Some(badge_of(member.house, member.badge.unwrap())),
            (Self::CreateAccount(_, login) | Self::RenameAccount(_, login), "login") => {
                Some(login_of(&login.to_string()))
            }
            _ => None,
        }
    }

    /// Whether the step can end so, whatever goes wrong.
    pub(crate) fn can_end(&self, kind: ErrorKind) -> bool {
        let ids =
            if let Self::Succeed(a, b, _) | Self::Exchange(a, _, b, _) = self { Some((a, b)) } else { None };
        let of_any = [
            ErrorKind::AlreadyExists,
            ErrorKind::NotFound,
            ErrorKind::ConditionFailed,
            ErrorKind::VersionConflict,
            ErrorKind::UniqueViolation,
            ErrorKind::WrongType,
            ErrorKind::Throttled,
            ErrorKind::Conflict,
            ErrorKind::TimedOut,
            ErrorKind::Backend,
        ];
        of_any.contains(&kind)
            || (kind == ErrorKind::TransactionCancelled && ids.is_some())
            // Two operations on one entity.
            || (kind == ErrorKind::InvalidRequest && ids.is_some_and(|(a, b)| a == b))
    }
}
