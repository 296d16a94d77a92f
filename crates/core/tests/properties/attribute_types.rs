//! What is stored for a value of a Rust type reads back as that value, and keeps its order.

mod sets;
mod times;

use proptest::{collection::vec, option, prelude::*};
use std::{
    collections::{BTreeMap, HashMap},
    fmt::Debug,
    sync::Arc,
};
use twintable::{AttributeType, Number, Value};

/// A value is stored and read back.
fn same<T: AttributeType + PartialEq + Debug>(value: &T) -> Result<(), TestCaseError> {
    let stored = value.to_value().map_err(|error| TestCaseError::fail(error.to_string()))?;
    let read = T::from_value(&stored);
    prop_assert_eq!(read.as_ref(), Ok(value), "{:?}", stored);
    Ok(())
}

proptest! {
    #[test]
    fn integers_are_stored_and_read(
        unsigned: (u8, u16, u32, u64, usize),
        signed: (i8, i16, i32, i64, isize),
        wide: (i128, u128),
    ) {
        same(&unsigned.0)?;
        same(&unsigned.1)?;
        same(&unsigned.2)?;
        same(&unsigned.3)?;
        same(&unsigned.4)?;
        same(&signed.0)?;
        same(&signed.1)?;
        same(&signed.2)?;
        same(&signed.3)?;
        same(&signed.4)?;
        let (limit, (negative, positive)) = (10_i128.pow(38), wide);
        same(&(negative % limit))?;
        same(&(positive % limit.unsigned_abs()))?;
        prop_assert_eq!(negative.to_value().is_ok(), Number::try_from(negative).is_ok());
        prop_assert_eq!(positive.to_value().is_ok(), Number::try_from(positive).is_ok());
    }

    #[test]
    fn floats_are_stored_and_read_or_refused(float: f64, bits: u64) {
        for float in [float, f64::from_bits(bits)] {
            let magnitude = float.abs();
            let fits = magnitude == 0.0 || (1e-130..1e126).contains(&magnitude);
            prop_assert_eq!(float.to_value().is_ok(), fits, "{}", float);
            if fits {
                same(&float)?;
            }
        }
    }

    #[test]
    fn texts_are_stored_and_read(text in any::<String>(), character: char, flag: bool, bytes: Vec<u8>) {
        same(&text)?;
        same(&Arc::<str>::from(text.as_str()))?;
        same(&character)?;
        same(&flag)?;
        same(&bytes)?;
        same(&<[u8; 4]>::try_from(bytes.get(..4).unwrap_or(&[1; 4])).unwrap_or_default())?;
    }

    #[test]
    fn what_is_nested_is_stored_and_read(
        list in vec(option::of(vec(any::<u16>(), 0..4)), 0..4),
        map: BTreeMap<String, (u8, bool)>,
        value in crate::trees::value(),
    ) {
        same(&list)?;
        same(&list.clone().into_iter().flatten().map(Box::new).collect::<Vec<_>>())?;
        let bytes: BTreeMap<_, _> = map.iter().map(|(name, (byte, _))| (name.clone(), vec![Some(*byte), None])).collect();
        same(&bytes)?;
        same(&map.into_iter().map(|(name, (_, flag))| (name, vec![flag])).collect::<HashMap<_, _>>())?;
        same(&value)?;
    }

    #[test]
    fn no_value_makes_a_reader_panic(value in crate::trees::value()) {
        let read = [
            i8::from_value(&value).is_ok(),
            u128::from_value(&value).is_ok(),
            f64::from_value(&value).is_ok(),
            char::from_value(&value).is_ok(),
            std::time::SystemTime::from_value(&value).is_ok(),
            Vec::<Option<u8>>::from_value(&value).is_ok(),
            std::collections::BTreeSet::<String>::from_value(&value).is_ok(),
            BTreeMap::<String, Value>::from_value(&value).is_ok(),
        ];
        prop_assert!(read.iter().filter(|is_ok| **is_ok).count() <= 4, "{:?}", value);
    }
}
