package open1688

import "context"

type followParams struct {
	ProductID ID `param:"productId,required"`
}

// FollowReply is the answer of Follow and Unfollow.
type FollowReply struct {
	Code    string `json:"code"` // 0
	Message string `json:"message"`
	Extra   Extra  `json:"-"`
}

// Follow makes the platform push messages about the stock and the price of somebody's
// offer (reference §4.1.5). Following an offer twice does no harm.
//
// API com.alibaba.product:alibaba.product.follow.crossborder-1. Precondition: a buyer's token, an offer of the cross-border pool.
func (s *ProductService) Follow(ctx context.Context, token Token, productID ID) (*FollowReply, *Response, error) {
	return s.follow(ctx, &opProductFollow, token, productID)
}

// Unfollow ends what [ProductService.Follow] began.
//
// API com.alibaba.product:alibaba.product.unfollow.crossborder-1. Precondition: a buyer's token.
func (s *ProductService) Unfollow(ctx context.Context, token Token, productID ID) (*FollowReply, *Response, error) {
	return s.follow(ctx, &opProductUnfollow, token, productID)
}

func (s *ProductService) follow(ctx context.Context, op *Operation, token Token, productID ID) (*FollowReply, *Response, error) {
	var reply FollowReply
	resp, err := s.client.call(ctx, op, token, followParams{productID}, &reply)
	if err != nil {
		return nil, resp, err
	}
	if reply.Code == "" {
		return nil, resp, malformed(op, errNoVerdict)
	}
	return &reply, resp, nil
}
