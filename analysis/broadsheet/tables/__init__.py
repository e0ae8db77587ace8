"""From fields to Arrow tables; pure."""
