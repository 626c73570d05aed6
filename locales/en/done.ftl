done-title = Done, everything is signed
# Variables: $at, date and time.
done-signed-at = Signed on { $at }.
done-documents = Your documents
done-late = Your signature is valid, but the signed documents are taking longer than usual. They will appear here as soon as they are ready. If they do not, support can help you.
done-save = Save all
done-next = What happens next
done-next-keep = Keep the documents in a safe place.
done-next-partner = Your provider will contact you as soon as everything is set up.
done-next-close = You will see the 5 cents on your account in the next days. You can close this page now.
