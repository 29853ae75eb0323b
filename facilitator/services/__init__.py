"""The use cases: no Flask, no Socket.IO."""
