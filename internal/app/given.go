package app

import (
	"errors"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"
)

// A setting comes from a flag or from a variable. Its name in the program is that of
// the variable; whoever used the flag is told of the flag.

// givenFlags are the flags that stand on the command line, by their variables.
type givenFlags map[string]string

func flagsOf(k *kong.Context) givenFlags {
	given := givenFlags{}
	for _, p := range k.Path {
		if p.Flag != nil && !p.Resolved && len(p.Flag.Envs) > 0 {
			given[p.Flag.Envs[0]] = "--" + p.Flag.Name
		}
	}
	return given
}

var variable = regexp.MustCompile(`HUOTONG_[A-Z0-9_]+`)

// name puts the flags that were used for their variables in a text.
func (g givenFlags) name(text string) string {
	return variable.ReplaceAllStringFunc(text, func(v string) string {
		if flag := g[v]; flag != "" {
			return flag
		}
		return v
	})
}

var flagIn = regexp.MustCompile(`--[a-z0-9][a-z0-9-]*`)

// fromVariable begins what kong adds to the error of a value that is a variable's.
const fromVariable = " (from envar "

// usage tells a usage error by the name of what holds the wrong value: kong names the
// flag also where its variable was used.
func usage(model *kong.Application, err error) string {
	text := err.Error()
	parse, ok := errors.AsType[*kong.ParseError](err)
	if !ok || parse.Context == nil || parse.Context.Error != nil { // found while reading the command line
		return text
	}
	flag := variableOf(model, flagIn.FindString(text))
	if flag == "" || flagsOf(parse.Context)[flag] != "" && !strings.Contains(text, fromVariable) {
		return text
	}
	text, _, _ = strings.Cut(text, fromVariable)
	return regexp.MustCompile(`--[a-z0-9][a-z0-9-]*(=\S+)?`).ReplaceAllLiteralString(text, flag)
}

// variableOf gives the variable behind a flag, or "".
func variableOf(model *kong.Application, flag string) string {
	for _, command := range model.Children {
		for _, f := range command.Flags {
			if "--"+f.Name == flag && len(f.Envs) > 0 {
				return f.Envs[0]
			}
		}
	}
	return ""
}
