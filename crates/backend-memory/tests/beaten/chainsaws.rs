//! What chainsaws 0.0.21 gets wrong. Each test is named after the number of the defect in our notes.

use super::store_with;
use std::future::IntoFuture;
use twintable::{ErrorKind, KeyTemplate, PartFormat, Rule, prelude::*};

/// A word of a list, under a sort key that is a field, and in an index whose sort key is composed.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "words", name = "word", partition_key = list, sort_key = text, query = of_list)]
#[entity(index(name = "composed", partition_key = "LIST#{list}", sort_key = "WORD#{text}"))]
#[entity(index(name = "by_language", partition_key = "LANGUAGE#{language}"))]
struct Word {
    list: String,
    text: String,
    rank: Number,
    language: Option<String>,
}

/// Something that belongs to an owner with a number.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "things", partition_key = "OWNER#{owner}", sort_key = "{label}#{number}")]
struct Thing {
    owner: u32,
    label: String,
    number: i32,
}

fn word(text: &str, rank: i32) -> Word {
    Word { list: "l".to_owned(), text: text.to_owned(), rank: Number::from(rank), language: None }
}

fn texts(words: &[Word]) -> Vec<&str> {
    words.iter().map(|word| word.text.as_str()).collect()
}

async fn words(texts: &[&str]) -> TableRepository<Word> {
    let words = store_with(Word::schema()).await.repository::<Word>();
    for (rank, text) in (0..).zip(texts) {
        words.put(word(text, rank)).await.unwrap();
    }
    words
}

#[tokio::test]
async fn defect_1_put_get_scan_and_delete_of_one_item_work() {
    let words = words(&["a"]).await;
    let key = || Word::key("l", "a");
    assert_eq!(words.get(key()).await.unwrap(), Some(word("a", 0)));
    assert_eq!(words.scan().all().await.unwrap(), [word("a", 0)]);
    words.delete(key()).await.unwrap();
    assert_eq!(words.scan().all().await.unwrap(), []);
}

#[tokio::test]
async fn defect_1_a_partition_can_be_copied_and_deleted() {
    let words = words(&["a", "b", "c"]).await;
    let copies = words.query(Word::of_list("l")).all().await.unwrap();
    let copies: Vec<_> = copies.into_iter().map(|word| Word { list: "copy".to_owned(), ..word }).collect();
    assert_eq!(words.put_many(copies.clone()).await.unwrap(), copies);
    words.delete_entities(&[word("a", 0), word("b", 1), word("c", 2)]).await.unwrap();
    assert_eq!(words.query(Word::of_list("l")).all().await.unwrap(), []);
    assert_eq!(words.query(Word::of_list("copy")).all().await.unwrap(), copies);
}

#[tokio::test]
async fn defect_1_a_batch_that_fails_raises_its_error() {
    let words = words(&["a"]).await;
    let unnamed = Word { text: String::new(), ..word("", 0) };
    let error = words.put_many([word("b", 1), unnamed]).await.unwrap_err();
    assert_eq!((error.done.len(), error.not_done.len()), (0, 2));
    let raised = Error::from(error);
    assert_eq!(raised.kind(), ErrorKind::BatchIncomplete);
    assert_eq!(raised.to_string(), "the batch is incomplete: 0 done, 2 not done, 0 unknown");
}

#[tokio::test]
async fn defect_2_create_does_not_overwrite() {
    let words = words(&["a"]).await;
    let refused = words.create(word("a", 9)).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::AlreadyExists);
    assert_eq!(words.get(Word::key("l", "a")).await.unwrap(), Some(word("a", 0)));
}

#[tokio::test]
async fn defect_2_a_create_of_many_does_not_overwrite() {
    let words = words(&["a"]).await;
    let error = words.create_many([word("b", 1), word("a", 9), word("c", 2)]).await.unwrap_err();
    assert_eq!(error.done, [word("b", 1), word("c", 2)]);
    let [not_done] = error.not_done.as_slice() else { unreachable!("one exists") };
    assert_eq!(not_done.what, word("a", 9));
    assert_eq!(not_done.error.as_ref().unwrap().kind(), ErrorKind::AlreadyExists);
    assert_eq!(words.get(Word::key("l", "a")).await.unwrap(), Some(word("a", 0)));
    // In a batch write, which has no conditions, it would.
    let refused = words.create_many([word("a", 9)]).batch_only().await.unwrap_err();
    assert_eq!(refused.cause.rule(), Some(Rule::BatchCondition));
}

#[tokio::test]
async fn defect_3_ranges_of_texts_are_exact() {
    let words = words(&["abc", "abc0", "ab"]).await;
    let of_field = || Word::of_list("l").text();
    let composed = || Word::composed("l").text();
    let both = async |field: KeyCondition<WordTable>, composed: KeyCondition<WordComposed>| {
        let field = words.query(field).all().await.unwrap();
        assert_eq!(field, words.query(composed).all().await.unwrap());
        field
    };
    assert_eq!(texts(&both(of_field().le("abc"), composed().le("abc")).await), ["ab", "abc"]);
    assert_eq!(texts(&both(of_field().lt("abc"), composed().lt("abc")).await), ["ab"]);
    assert_eq!(texts(&both(of_field().gt("abc"), composed().gt("abc")).await), ["abc0"]);
    assert_eq!(texts(&both(of_field().ge("abc"), composed().ge("abc")).await), ["abc", "abc0"]);
    assert_eq!(
        texts(&both(of_field().between("abc", "abc"), composed().between("abc", "abc")).await),
        ["abc"]
    );
    assert_eq!(
        texts(&both(of_field().begins_with("abc"), composed().begins_with("abc")).await),
        ["abc", "abc0"]
    );
}

#[tokio::test]
async fn defect_4_a_key_part_of_0_or_an_empty_text_is_a_part_like_any_other() {
    let things = store_with(Thing::schema()).await.repository::<Thing>();
    let thing = |owner, label: &str, number| Thing { owner, label: label.to_owned(), number };
    for thing in [thing(0, "", 0), thing(0, "", 1), thing(0, "x", 0), thing(7, "", 0)] {
        things.put(thing).await.unwrap();
    }
    assert_eq!(things.query(Thing::partition(0_u32)).all().await.unwrap().len(), 3);
    assert_eq!(things.query(Thing::partition(0_u32).label().eq("")).all().await.unwrap().len(), 2);
    let one = things.query(Thing::partition(0_u32).label().eq("").number().eq(0)).all().await.unwrap();
    assert_eq!(one, [thing(0, "", 0)]);
    assert_eq!(things.get(Thing::key(7_u32, "", 0)).await.unwrap(), Some(thing(7, "", 0)));
    // A field that is a key itself is not empty, and never "all".
    let refused = words(&["a"]).await.query(Word::of_list("")).all().await.unwrap_err();
    assert_eq!(refused.rule(), Some(Rule::KeyEmpty));
}

#[tokio::test]
async fn defect_5_an_item_without_the_field_is_not_in_the_index() {
    let words = words(&["a"]).await;
    let german = Word { language: Some("de".to_owned()), ..word("b", 1) };
    words.put(german.clone()).await.unwrap();
    assert_eq!(words.query(Word::by_language("None")).all().await.unwrap(), []);
    assert_eq!(words.query(Word::by_language("de")).all().await.unwrap(), [german]);
}

#[test]
fn defect_6_a_composed_key_can_always_be_read_back() {
    let template =
        KeyTemplate::new().part("a", PartFormat::String).literal("#").part("b", PartFormat::String);
    for (a, b) in [("x#", "y"), ("x", "#y"), ("x#y", ""), ("", "x#y"), ("\"", "\"2")] {
        let item = item! { "a" => a, "b" => b };
        let text = template.build(|name| item.get(name)).unwrap().unwrap();
        assert_eq!(template.read(&text), Some(vec![("a", Value::from(a)), ("b", Value::from(b))]));
    }
}

#[tokio::test]
async fn defect_7_a_flat_filter_and_a_nested_one_are_both_kept() {
    let words = words(&["a", "b", "c", "d"]).await;
    let found = words
        .query(Word::composed("l"))
        .filter(Word::RANK.ge(1))
        .filter(Word::TEXT.eq("b").or(Word::TEXT.eq("a") | !Word::TEXT.ne("c")))
        .all()
        .await
        .unwrap();
    assert_eq!(texts(&found), ["b", "c"]);
}

#[tokio::test]
async fn defect_8_a_unique_value_belongs_to_one() {
    #[derive(Debug, Clone, PartialEq, Entity)]
    #[entity(table = "users", name = "user", partition_key = "USER#{id}")]
    struct User {
        id: String,
        #[entity(unique)]
        email: String,
    }

    let user = |id: &str, email: &str| User { id: id.to_owned(), email: email.to_owned() };
    let taken = |outcome: Result<User, Error>| match outcome {
        Err(Error::UniqueViolation(violation)) => violation.attribute,
        outcome => unreachable!("{outcome:?}"),
    };
    let users = store_with(User::schema()).await.repository::<User>();
    users.create(user("1", "ann@x")).await.unwrap();
    assert_eq!(taken(users.create(user("2", "ann@x")).await), "email");
    assert_eq!(taken(users.put(user("2", "ann@x")).await), "email");
    assert_eq!(users.get(User::key("2")).await.unwrap(), None);
    users.create(user("2", "bob@x")).await.unwrap();
    assert_eq!(taken(users.update(User::key("2")).set(User::EMAIL, "ann@x").await), "email");
    // Of many at the same time, one has it.
    let crowd =
        futures::future::join_all((3..20).map(|id| users.put(user(&id.to_string(), "eve@x")).into_future()));
    assert_eq!(crowd.await.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    // It is free again when its owner is gone.
    users.delete(User::key("1")).await.unwrap();
    users.update(User::key("2")).set(User::EMAIL, "ann@x").await.unwrap();
}

#[tokio::test]
async fn defect_9_decimals_are_exact_and_errors_say_what_happened() {
    let words = words(&["a"]).await;
    let exact: Number = "12345678901234567890123456789012345.678".parse().unwrap();
    let key = || Word::key("l", "a");
    let updated = words.update(key()).set(Word::RANK, exact).await.unwrap();
    assert_eq!(updated.rank, exact);
    assert_eq!(
        words.update(key()).add(Word::RANK, 1).await.unwrap().rank.to_string(),
        "12345678901234567890123456789012346.678"
    );
    let missing = words.update(Word::key("l", "z")).set(Word::RANK, 1).await.unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::NotFound);
    let failed = words.update(key()).set(Word::RANK, 1).when(Word::RANK.lt(0)).await.unwrap_err();
    assert_eq!(failed.kind(), ErrorKind::ConditionFailed);
    assert!(failed.current::<Word>().unwrap().is_some());
}

#[tokio::test]
async fn defect_10_a_filter_of_any_depth_is_what_it_says() {
    let words = words(&["a", "b", "c", "d", "e"]).await;
    let deep = (1..8).fold(Word::RANK.gt(0), |filter, depth| !(!filter & !Word::RANK.eq(-depth)));
    let found = words.scan().filter(deep & !Word::RANK.between(2, 3)).all().await.unwrap();
    let mut found = texts(&found);
    found.sort_unstable();
    assert_eq!(found, ["b", "e"]);
    let nothing = words.scan().filter(Filter::any([])).all().await.unwrap_err();
    assert_eq!(nothing.rule(), Some(Rule::EmptyOr));
}
