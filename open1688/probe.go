package open1688

import (
	"context"
	"net/http"
	"slices"
)

// Probe asks whether the app may call an API for the token's account, by calling
// it without parameters. The gateway looks at signature, token and entitlement
// before it looks at parameters (reference §7.2), so it refuses the rest: a write
// does nothing. nil means that the call came past those checks; a missing
// entitlement is [IsPermission], a token that does not work [IsAuthExpired].
func (c *Client) Probe(ctx context.Context, token Token, op Operation) error {
	op.Safe = false // one try tells: stumbling over missing parameters is no reason to repeat
	_, err := c.roundTrip(ctx, &op, token, nil, func(body []byte) *Error { return judge(&op, body) })
	switch {
	case err == nil, err.Kind == KindBusiness, err.Kind == KindTransport && err.HTTPStatus == http.StatusOK:
		return nil
	case err.Kind == KindGateway && !err.rateLimited() && !slices.Contains(beforeParams, err.Code):
		return nil // a parameter is missing, or the provider stumbled over that
	}
	return err
}

// beforeParams are the gateway's refusals that do not speak of parameters.
var beforeParams = []string{gwACLDecline, gwNoUsageLeft, gwSignatureInvalid, gwPrefix + "SignatureMissing", gwPrefix + "AppKeyMissing", gwPrefix + "APIUnsupported"}
