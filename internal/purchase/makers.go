package purchase

import (
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// mine tells whether the person made, changed or submitted the order, or one of those it
// was merged of.
func (o *Order) mine(person db.ID) bool {
	return slices.Contains(o.Makers.With(o.CreatedBy, o.ChangedBy, o.SubmittedBy), person)
}

// mayApprove refuses people who do not approve this order, unless the set lets them.
func (o *Order) mayApprove(set *tenant.Set, person db.ID) error {
	if set.OwnApproval {
		return nil
	}
	if o.mine(person) {
		return ErrOwnApproval
	}
	if o.State == StateApprovedOnce && o.ApprovedBy == person {
		return ErrSameApprover
	}
	return nil
}
