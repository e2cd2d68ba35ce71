"""What adding articles costs."""
