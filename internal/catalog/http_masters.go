package catalog

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

type categoriesOutput struct {
	Body struct {
		Items []Category `json:"items" nullable:"false" doc:"Parents before children"`
	}
}

// CategorySave is a category as entered.
type CategorySave struct {
	Name     string `json:"name"`
	ParentID db.ID  `json:"parentId,omitempty" doc:"Left out: at the root"`
}

type categoryCreate struct{ Body CategorySave }

type categoryUpdate struct {
	ID   db.ID `path:"id"`
	Body struct {
		CategorySave
		Version int64 `json:"version"`
	}
}

type categoryOutput struct{ Body Category }

type attributesOutput struct {
	Body struct {
		Items []Attribute `json:"items" nullable:"false"`
	}
}

type attributeInput struct {
	Body struct {
		Name   string   `json:"name" builtin:"attribute"`
		Values []string `json:"values" maxItems:"500"`
	}
}

type attributeUpdate struct {
	ID   db.ID `path:"id"`
	Body AttributeEdit
}

type unitGroupUpdate struct {
	ID   db.ID `path:"id"`
	Body UnitGroupEdit
}

type unitUpdate struct {
	ID   db.ID `path:"id"`
	Body struct {
		Decimals int64 `json:"decimals" minimum:"0" maximum:"4" doc:"How many decimal places a quantity in this unit may have"`
	}
}

type unitGroupsOutput struct {
	Body struct {
		Items []UnitGroup `json:"items" nullable:"false"`
	}
}

type unitGroupInput struct {
	Body struct {
		Name     string      `json:"name" builtin:"unit"`
		BaseUnit string      `json:"baseUnit" doc:"Made when missing" builtin:"unit"`
		Units    []UnitInput `json:"units" maxItems:"20"`
	}
}

func (s *Service) registerMasters(a *api.API) {
	const tag = "catalogue"
	api.Get(a, api.Route{Path: "/categories", ID: "list-categories", Summary: "Get the category tree", Tag: tag, Permission: PermRead}, s.listCategories)
	api.Post(a, api.Route{Path: "/categories", ID: "create-category", Summary: "Add a category", Tag: tag, Permission: PermMaster, Status: 201},
		func(ctx context.Context, sc db.Scope, in *categoryCreate) (*categoryOutput, error) {
			return s.saveCategory(ctx, sc, Category{Name: in.Body.Name, ParentID: in.Body.ParentID})
		})
	api.Put(a, api.Route{Path: "/categories/{id}", ID: "update-category", Summary: "Rename or move a category", Tag: tag, Permission: PermMaster},
		func(ctx context.Context, sc db.Scope, in *categoryUpdate) (*categoryOutput, error) {
			return s.saveCategory(ctx, sc, Category{ID: in.ID, Name: in.Body.Name, ParentID: in.Body.ParentID, Version: in.Body.Version})
		})
	remove := func(path, id, summary string, m master) {
		api.Delete(a, api.Route{Path: path + "/{id}", ID: id, Summary: summary, Tag: tag, Permission: PermMaster},
			func(ctx context.Context, sc db.Scope, in *idInput) (*api.Empty, error) {
				return nil, s.deleteMaster(ctx, sc, m, in.ID)
			})
	}
	remove("/categories", "delete-category", "Delete a category that is empty", categoryMaster)
	remove("/attributes", "delete-attribute", "Delete an attribute no product has", attributeMaster)
	remove("/unit-groups", "delete-unit-group", "Delete a unit group no product has", groupMaster)
	api.Get(a, api.Route{Path: "/attributes", ID: "list-attributes", Summary: "List attributes with their values", Tag: tag, Permission: PermRead}, s.listAttributes)
	api.Post(a, api.Route{Path: "/attributes", ID: "create-attribute", Summary: "Add an attribute, or values to one", Tag: tag, Permission: PermMaster},
		func(ctx context.Context, sc db.Scope, in *attributeInput) (*attributesOutput, error) {
			if err := s.AddAttribute(ctx, sc, in.Body.Name, in.Body.Values); err != nil {
				return nil, err
			}
			return s.listAttributes(ctx, sc, nil)
		})
	api.Put(a, api.Route{
		Path: "/attributes/{id}", ID: "update-attribute", Summary: "Rename an attribute; rename, order, add and remove its values", Tag: tag, Permission: PermMaster,
		Description: "The values are those sent, in that order. A value that SKUs have cannot be removed.",
	}, func(ctx context.Context, sc db.Scope, in *attributeUpdate) (*attributesOutput, error) {
		if err := s.UpdateAttribute(ctx, sc, in.ID, in.Body); err != nil {
			return nil, err
		}
		return s.listAttributes(ctx, sc, nil)
	})
	api.Put(a, api.Route{Path: "/unit-groups/{id}", ID: "update-unit-group", Summary: "Rename a unit group and replace the units besides its base unit", Tag: tag, Permission: PermMaster},
		func(ctx context.Context, sc db.Scope, in *unitGroupUpdate) (*unitGroupsOutput, error) {
			if err := s.UpdateUnitGroup(ctx, sc, in.ID, in.Body); err != nil {
				return nil, err
			}
			return s.listUnitGroups(ctx, sc, nil)
		})
	api.Put(a, api.Route{Path: "/units/{id}", ID: "update-unit", Summary: "Say how many decimals quantities in a unit may have", Tag: tag, Permission: PermMaster},
		func(ctx context.Context, sc db.Scope, in *unitUpdate) (*unitGroupsOutput, error) {
			if err := s.SetUnitDecimals(ctx, sc, in.ID, in.Body.Decimals); err != nil {
				return nil, err
			}
			return s.listUnitGroups(ctx, sc, nil)
		})
	api.Get(a, api.Route{Path: "/unit-groups", ID: "list-unit-groups", Summary: "List unit groups", Tag: tag, Permission: PermRead}, s.listUnitGroups)
	api.Post(a, api.Route{Path: "/unit-groups", ID: "create-unit-group", Summary: "Add a unit group", Tag: tag, Permission: PermMaster},
		func(ctx context.Context, sc db.Scope, in *unitGroupInput) (*unitGroupsOutput, error) {
			if _, err := s.AddUnitGroup(ctx, sc, in.Body.Name, in.Body.BaseUnit, in.Body.Units); err != nil {
				return nil, err
			}
			return s.listUnitGroups(ctx, sc, nil)
		})
}

func (s *Service) listCategories(ctx context.Context, sc db.Scope, _ *struct{}) (*categoriesOutput, error) {
	list, err := s.Categories(ctx, sc)
	if err != nil {
		return nil, err
	}
	out := &categoriesOutput{}
	out.Body.Items = append([]Category{}, list...)
	return out, nil
}

func (s *Service) saveCategory(ctx context.Context, sc db.Scope, c Category) (*categoryOutput, error) {
	saved, err := s.SaveCategory(ctx, sc, c)
	if err != nil {
		return nil, err
	}
	return &categoryOutput{Body: *saved}, nil
}

func (s *Service) listAttributes(ctx context.Context, sc db.Scope, _ *struct{}) (*attributesOutput, error) {
	list, err := s.Attributes(ctx, sc)
	if err != nil {
		return nil, err
	}
	out := &attributesOutput{}
	out.Body.Items = append([]Attribute{}, list...)
	return out, nil
}

func (s *Service) listUnitGroups(ctx context.Context, sc db.Scope, _ *struct{}) (*unitGroupsOutput, error) {
	list, err := s.UnitGroups(ctx, sc)
	if err != nil {
		return nil, err
	}
	out := &unitGroupsOutput{}
	out.Body.Items = append([]UnitGroup{}, list...)
	return out, nil
}
