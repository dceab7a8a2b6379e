"""What QuickBooks knows: entities, fields, types, lengths, enumerations, what is read-only, required, filterable."""
