//! What leaves the desk, and comes back.
