package main

import (
	"context"
	"fmt"

	"hearsay/attribution"
)

// version is set when a release is built.
var version = "development"

type versionCommand struct{}

func (*versionCommand) Run(_ context.Context, c *console) error {
	_, err := fmt.Fprintf(c.out, "hearsay %s, engine %s\n", version, attribution.Engine)
	return err
}
