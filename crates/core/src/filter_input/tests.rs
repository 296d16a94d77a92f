#![expect(unused)]
