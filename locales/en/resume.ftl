resume-title = Welcome back
    .lead = Your details are still here. For your protection we ask whether it is still you.
resume-action = Carry on
