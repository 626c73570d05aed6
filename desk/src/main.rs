//! The copy desk: mounts, nothing else.

fn main() {}
