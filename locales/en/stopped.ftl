stopped-title = This process has ended
remedy-stop = We cannot continue the process here.
remedy-use-account = Please use your existing account. There is nothing left to do here.
stopped-video = You continue with video identification. Please have your ID document ready.
stopped-video-link = Open video identification
stopped-video-partner = To do so, please return to the page you came from.
stopped-deleted = Your data has been deleted. If you do want to identify yourself, please begin again.
action-begin-again = Begin again
