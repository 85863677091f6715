//go:build !amd64

package kernel

func native() []Path { return nil }
