"""What a power failure leaves of the library: writes that were not synced are lost, torn or out of order."""
