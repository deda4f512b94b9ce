package purchase

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
)

// Receivers is what purchases ask of the receiving addresses, which lie above them.
type Receivers interface {
	// ReceiverTx says in one line where goods for a warehouse go and who takes them;
	// empty when no address has been chosen for it.
	ReceiverTx(ctx context.Context, tx *db.Tx, warehouse db.ID) (string, error)
}

// contractParty is one side of a contract.
type contractParty struct {
	Name        string `json:"name"`
	Contact     string `json:"contact,omitempty"`
	Phone       string `json:"phone,omitempty"`
	Address     string `json:"address,omitempty"`
	TaxNo       string `json:"taxNo,omitempty"`
	Bank        string `json:"bank,omitempty"`
	BankAccount string `json:"bankAccount,omitempty"`
}

// contractBody is what a purchase contract says besides the order itself.
type contractBody struct {
	Buyer         contractParty `json:"buyer"`
	Seller        contractParty `json:"seller"`
	DeliverTo     string        `json:"deliverTo,omitempty" doc:"Where the goods go and who takes them"`
	TotalCapitals string        `json:"totalCapitals,omitempty" doc:"大写金额, of an order in yuan; needs cost.see"`
	Terms         string        `json:"terms,omitempty" doc:"Those of the settings; empty when there are none"`
}

type contractOutput struct{ Body contractBody }

// contract serves what is printed on the contract of an order.
func (s *Service) contract(ctx context.Context, sc db.Scope, in *idInput) (*contractOutput, error) {
	d, err := s.Get(ctx, sc, in.ID, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	seller, err := s.party.Supplier(ctx, sc, d.SupplierID)
	if err != nil {
		return nil, err
	}
	out := &contractOutput{Body: contractBody{
		Seller: contractParty{Name: seller.Name},
	}}
	if api.Can(ctx, party.PermSupplierRead) {
		out.Body.Seller = contractParty{Name: seller.Name, Contact: seller.Contact, Phone: seller.Phone, Address: seller.Address}
	}
	if total := seen(ctx, d.Total); total != nil && !d.Foreign() {
		out.Body.TotalCapitals = total.Capitals()
	}
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		l, err := tenant.LetterheadTx(ctx, tx)
		if err != nil {
			return err
		}
		out.Body.Terms = l.PurchaseTerms
		out.Body.Buyer = contractParty{Name: l.Company, Contact: l.Contact, Phone: l.Phone, Address: l.Address, TaxNo: l.TaxNo, Bank: l.Bank, BankAccount: l.BankAccount}
		if l.Company == "" {
			out.Body.Buyer.Name = set.Name
		}
		if s.address != nil {
			if out.Body.DeliverTo, err = s.address.ReceiverTx(ctx, tx, d.WarehouseID); err != nil || out.Body.DeliverTo != "" {
				return err
			}
		}
		w, err := stock.WarehouseTx(ctx, tx, d.WarehouseID)
		if err == nil {
			out.Body.DeliverTo = w.Address
		}
		return err
	})
	return out, err
}

// registerContract adds the route of contracts.
func (s *Service) registerContract(a *api.API, path string) {
	api.Get(a, api.Route{
		Path: path + "/{id}/contract", ID: "get-purchase-contract", Summary: "What the contract of a purchase order says besides the order", Tag: "purchases", Permission: PermRead,
	}, s.contract)
}
