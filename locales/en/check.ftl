check-title = Is everything right?
    .lead = Please compare once more with your ID.
check-change = Change
check-afterwards = Next, your details go to the bank, and you get a code by text message. From then on only support can change your name, birth details, nationality and tax country.
check-action = Everything is right, continue
