use twintable::*;
#[test] fn s() { eprintln!("Value {} Item {} Error {} Result {} Number {} Filter {} Operand {} Path {} Update {} KeyCondition {}", size_of::<Value>(), size_of::<Item>(), size_of::<Error>(), size_of::<Result<(),Error>>(), size_of::<Number>(), size_of::<expr::Filter>(), size_of::<expr::Operand>(), size_of::<Path>(), size_of::<expr::Update>(), size_of::<expr::KeyCondition>()); }
