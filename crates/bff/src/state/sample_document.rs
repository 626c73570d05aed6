//! The documents on the copy desk's samples.

/// Makes the PDF of a sample: a contract, or (`true`) a report.
pub type SampleDocument = fn(bool) -> Vec<u8>;

/// One small page, for a program without the sandbox, which can write real ones.
pub fn placeholder(_is_report: bool) -> Vec<u8> {
    include_bytes!("sample.pdf").to_vec()
}
