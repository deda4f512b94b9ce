package open1688

import (
	"context"
	"time"
)

// SystemService holds the utility calls, which need no token.
type SystemService service

// CurrentTime asks for the platform's clock. It proves address, app key and
// network; whether the platform checks the signature here is not known.
//
// API system:currentTime-1. Precondition: none.
func (s *SystemService) CurrentTime(ctx context.Context) (time.Time, *Response, error) {
	return s.clock(ctx, &opSystemTime)
}

// CurrentTimeMillis is [SystemService.CurrentTime] in the notation of epoch
// milliseconds, which timestamps in requests use.
//
// API system:currentTimeMillis-1. Precondition: none.
func (s *SystemService) CurrentTimeMillis(ctx context.Context) (time.Time, *Response, error) {
	return s.clock(ctx, &opSystemTimeMillis)
}

// clock reads an answer that is a bare JSON scalar.
func (s *SystemService) clock(ctx context.Context, op *Operation) (time.Time, *Response, error) {
	var now Time
	resp, err := s.client.roundTrip(ctx, op, Token{}, nil, func(body []byte) *Error {
		text, err := scalarText(body)
		if err != nil {
			return malformed(op, err)
		}
		now, err = ParseTime(text)
		if err != nil || now.IsZero() {
			return malformed(op, errMismatch)
		}
		return nil
	})
	if err != nil {
		return time.Time{}, resp, err
	}
	return now.Time, resp, nil
}
