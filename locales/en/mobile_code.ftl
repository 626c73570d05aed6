mobile-code-title = Enter the code
mobile-code-change-number = Use another number
