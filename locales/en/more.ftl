more-title = A few more questions
    .lead = Your provider needs these details for your contract.
