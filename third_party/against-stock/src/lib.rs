//! The patched crates say the same as the stock ones.
#![cfg(test)]

mod numbers;
mod words;

/// Numbers with bits of every kind: small and large, odd fractions, subnormal, infinite, NaN. Always the same ones
/// (xorshift64, Marsaglia 2003).
fn bits() -> impl Iterator<Item = u64> {
    std::iter::successors(Some(0x9e37_79b9_7f4a_7c15_u64), |seed| {
        let seed = seed ^ (seed << 13);
        let seed = seed ^ (seed >> 7);
        Some(seed ^ (seed << 17))
    })
}
