package address

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

type parseInput struct {
	Body struct {
		Text      string `json:"text" doc:"An address in words, with or without name and numbers; at most 500 characters"`
		AccountID db.ID  `json:"accountId,omitempty" doc:"The buyer account to ask with; the first that works when left out"`
	}
}

type parseOutput struct {
	Body struct {
		Address  Fields        `json:"address"`
		Problems []problemBody `json:"problems" nullable:"false" doc:"What is wrong or missing in it, by field"`
	}
}

type entriesInput struct {
	AccountID db.ID `query:"accountId" required:"true" doc:"Of a buyer account"`
}

type entryBody struct {
	ID        string        `json:"id" doc:"addressId on 1688"`
	Default   bool          `json:"default" doc:"The account's default"`
	State     EntryState    `json:"state" enum:"new,here,changed" doc:"changed: taken over earlier, and says something else on 1688 now"`
	AddressID db.ID         `json:"addressId,omitzero" doc:"The address here that it is"`
	Address   Fields        `json:"address"`
	Text      string        `json:"text"`
	Problems  []problemBody `json:"problems" nullable:"false" doc:"Why it cannot be taken over as it is"`
}

type entriesOutput struct {
	Body struct {
		Items []entryBody `json:"items" nullable:"false"`
	}
}

type adoptInput struct {
	Body struct {
		AccountID   db.ID    `json:"accountId" doc:"Of a buyer account"`
		PlatformIDs []string `json:"platformIds" minItems:"1" maxItems:"200" doc:"Of entries of its address book"`
	}
}

type adoptedBody struct {
	ID        string        `json:"id" doc:"addressId on 1688"`
	State     AdoptState    `json:"state" enum:"created,updated,linked,refused" doc:"linked: an address said the same already"`
	AddressID db.ID         `json:"addressId,omitzero"`
	Problems  []problemBody `json:"problems" nullable:"false" doc:"Why it was refused"`
}

type adoptOutput struct {
	Body struct {
		Results []adoptedBody `json:"results" nullable:"false"`
	}
}

type divisionsInput struct {
	Parent string `query:"parent" pattern:"^[0-9]{6,9}$" doc:"Code of a division; the provinces when left out"`
}

type divisionBody struct {
	Code string `json:"code" doc:"GB/T 2260: six digits down to the district, nine for a town"`
	Name string `json:"name"`
	Post string `json:"post,omitempty" doc:"Postcode"`
	Town bool   `json:"town" doc:"A town: the address ends at what it lies in"`
}

type divisionsOutput struct {
	Body struct {
		Items []divisionBody `json:"items" nullable:"false"`
	}
}

func (s *Service) registerPlatform(a *api.API, path string) {
	api.Post(a, api.Route{
		Path: path + "/parse", ID: "parse-receiving-address", Summary: "Take an address in words apart", Tag: tag, Permission: PermWrite,
		Description: "1688 reads the text. Nothing is saved; what it could not make out comes under problems.",
	}, s.parse)
	api.Get(a, api.Route{
		Path: path + "/platform", ID: "list-platform-addresses", Summary: "List the address book of a buyer account on 1688", Tag: tag, Permission: PermWrite,
		Description: "Asks 1688 now, and tells which entries are here already.",
	}, s.entries)
	api.Post(a, api.Route{
		Path: path + "/adopt", ID: "adopt-platform-addresses", Summary: "Take entries of an account's address book on 1688 over", Tag: tag, Permission: PermWrite,
		Description: "What stands there now is made or brought up to date here, with the ids orders may name.",
	}, s.adopt)
	api.Get(a, api.Route{
		Path: "/divisions", ID: "list-divisions", Summary: "List what lies directly in a division of China, as 1688 knows it", Tag: tag, Permission: PermRead,
		Description: "Kept once read; what nobody has asked for yet needs a buyer account that works.",
	}, s.divisions)
}

func (s *Service) parse(ctx context.Context, sc db.Scope, in *parseInput) (*parseOutput, error) {
	p, err := s.Parse(ctx, sc, asker(ctx, in.Body.AccountID), in.Body.Text)
	if err != nil {
		return nil, err
	}
	out := &parseOutput{}
	out.Body.Address, out.Body.Problems = fieldsOf(&p.Address), problemsOf(ctx, p.Problems)
	return out, nil
}

func (s *Service) entries(ctx context.Context, sc db.Scope, in *entriesInput) (*entriesOutput, error) {
	list, err := s.Entries(ctx, sc, asker(ctx, in.AccountID))
	if err != nil {
		return nil, err
	}
	out := &entriesOutput{}
	out.Body.Items = []entryBody{}
	for _, e := range list {
		out.Body.Items = append(out.Body.Items, entryBody{
			ID: e.PlatformID, Default: e.Default, State: e.State, AddressID: e.AddressID, Address: fieldsOf(&e.Address), Text: e.Address.Text(), Problems: problemsOf(ctx, e.Problems),
		})
	}
	return out, nil
}

func (s *Service) adopt(ctx context.Context, sc db.Scope, in *adoptInput) (*adoptOutput, error) {
	list, err := s.Adopt(ctx, sc, asker(ctx, in.Body.AccountID), in.Body.PlatformIDs)
	if err != nil {
		return nil, err
	}
	out := &adoptOutput{}
	out.Body.Results = []adoptedBody{}
	for _, e := range list {
		out.Body.Results = append(out.Body.Results, adoptedBody{ID: e.PlatformID, State: e.State, AddressID: e.AddressID, Problems: problemsOf(ctx, e.Problems)})
	}
	return out, nil
}

func (s *Service) divisions(ctx context.Context, sc db.Scope, in *divisionsInput) (*divisionsOutput, error) {
	list, err := s.Divisions(ctx, sc, asker(ctx, 0), in.Parent)
	if err != nil {
		return nil, err
	}
	out := &divisionsOutput{}
	out.Body.Items = []divisionBody{}
	for _, d := range list {
		out.Body.Items = append(out.Body.Items, divisionBody{Code: d.Code, Name: d.Name, Post: d.Post, Town: d.isTown()})
	}
	return out, nil
}
