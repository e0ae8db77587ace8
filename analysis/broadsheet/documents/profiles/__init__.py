"""Ready mappings: a YAML file each, in the form that `mapping:` has in broadsheet.yaml."""
