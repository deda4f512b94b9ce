package placing

import (
	"encoding/json"
	"fmt"
)

func jsonText(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic("placing: a value has no JSON: " + err.Error()) // plain values only
	}
	return string(text)
}

func fromJSON(text string, v any) error {
	if text == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(text), v); err != nil {
		return fmt.Errorf("read what is kept of placing: %w", err)
	}
	return nil
}
