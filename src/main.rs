//! The wizard's program in the browser.

fn main() {
    bankident_wizard::start();
}
