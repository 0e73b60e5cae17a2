"""Ways a mail leaves: SendGrid, or the local mailbox in development."""
