package catalog

import "github.com/huotong/huotong/internal/fault"

// Faults of the catalogue.
var (
	// ErrProductNotFound is the answer to a product unknown to the set.
	ErrProductNotFound = fault.Define(fault.NotFound, "product.not_found",
		fault.ZH("找不到这个商品", "它可能已被删除，或不属于当前账套；请刷新列表"),
		fault.EN("Product not found", "It may have been deleted or belongs to another account set; reload the list"))
	// ErrProductCodeTaken has the parameters code and product.
	ErrProductCodeTaken = fault.Define(fault.Conflict, "product.code_taken",
		fault.ZH("商品代码 {code} 已被商品“{product}”使用", "换一个代码，或改用那个商品"),
		fault.EN("Product code {code} is used by the product “{product}”", "Choose another code, or use that product"))
	// ErrProductUsed has the parameters code and skus.
	ErrProductUsed = fault.Define(fault.Conflict, "product.used",
		fault.ZH("商品 {code} 已有单据或库存（{skus}），不能删除", "改为停用"),
		fault.EN("Product {code} has documents or stock ({skus}) and cannot be deleted", "Deactivate it instead"))
	// ErrSKUNotFound is the answer to a SKU unknown to the set.
	ErrSKUNotFound = fault.Define(fault.NotFound, "sku.not_found",
		fault.ZH("找不到这个 SKU", "检查代码或条码；它可能已被删除"), fault.EN("SKU not found", "Check the code or barcode; it may have been deleted"))
	// ErrSKUCodeTaken has the parameters code and product.
	ErrSKUCodeTaken = fault.Define(fault.Conflict, "sku.code_taken",
		fault.ZH("SKU 代码 {code} 已被商品“{product}”使用", "换一个代码"),
		fault.EN("SKU code {code} is used by the product “{product}”", "Choose another code"))
	// ErrSKUCodeTwice has the parameter code.
	ErrSKUCodeTwice = fault.Define(fault.Invalid, "sku.code_twice",
		fault.ZH("SKU 代码 {code} 在这个商品里出现了两次", "每个 SKU 用不同的代码"),
		fault.EN("SKU code {code} appears twice in this product", "Give each SKU its own code"))
	// ErrBarcodeTaken has the parameters barcode and sku.
	ErrBarcodeTaken = fault.Define(fault.Conflict, "sku.barcode_taken",
		fault.ZH("条码 {barcode} 已被 SKU {sku} 使用", "检查条码；一个条码只能属于一个 SKU"),
		fault.EN("Barcode {barcode} is used by SKU {sku}", "Check the barcode; a barcode belongs to one SKU only"))
	// ErrCombinationTwice has the parameter spec.
	ErrCombinationTwice = fault.Define(fault.Invalid, "sku.combination_twice",
		fault.ZH("规格组合 {spec} 重复", "每个组合只保留一个 SKU"), fault.EN("The combination {spec} appears twice", "Keep one SKU for each combination"))
	// ErrSKUUsed has the parameters code and what.
	ErrSKUUsed = fault.Define(fault.Conflict, "sku.used",
		fault.ZH("SKU {code} 已有单据或库存，不能删除或改变规格", "保留它，需要时改为停用"),
		fault.EN("SKU {code} has documents or stock: it cannot be deleted or get other values", "Keep it; deactivate it if it is not wanted"))
	// ErrBarcodeTwice has the parameter barcode.
	ErrBarcodeTwice = fault.Define(fault.Invalid, "sku.barcode_twice",
		fault.ZH("条码 {barcode} 在这个商品里出现了两次", "一个条码只能属于一个 SKU"), fault.EN("Barcode {barcode} appears twice in this product", "A barcode belongs to one SKU only"))
	// ErrPlainSKUs refuses several SKUs without attributes.
	ErrPlainSKUs = fault.Define(fault.Invalid, "product.plain_skus",
		fault.ZH("没有辅助属性的商品只能有一个 SKU", "先选择辅助属性（如颜色、尺码）"), fault.EN("A product without attributes has one SKU only", "Choose attributes first, such as colour and size"))
	// ErrValueCount has the parameter expected.
	ErrValueCount = fault.Define(fault.Invalid, "sku.value_count",
		fault.ZH("每个辅助属性要选一个值，共 {expected} 个", "补全属性值"), fault.EN("One value is needed for each attribute, {expected} in all", "Complete the values"))
	// ErrAttributeTwice has the parameter name.
	ErrAttributeTwice = fault.Define(fault.Invalid, "product.attribute_twice",
		fault.ZH("辅助属性“{name:builtin.attribute}”重复", "每个属性只选一次"), fault.EN("The attribute {name:builtin.attribute} appears twice", "Choose each attribute once"))
	// ErrLevelTwice refuses two prices at one level.
	ErrLevelTwice = fault.Define(fault.Invalid, "sku.level_twice",
		fault.ZH("同一个价格等级填了两次", "每个等级只填一个价格"), fault.EN("The price level appears twice", "Give one price per level"))
	// ErrUnitFixed is the answer to another base unit of a product that has documents.
	ErrUnitFixed = fault.Define(fault.Conflict, "product.unit_fixed",
		fault.ZH("商品已有单据或库存，不能更换基本单位", "选择基本单位相同的单位组，或新建商品"),
		fault.EN("The product has documents or stock: its base unit cannot change", "Choose a unit group with the same base unit, or make a new product"))
	// ErrCategoryNotFound is the answer to a category unknown to the set.
	ErrCategoryNotFound = fault.Define(fault.NotFound, "category.not_found",
		fault.ZH("找不到这个类别", "它可能已被删除；请刷新后重新选择"), fault.EN("Category not found", "It may have been deleted; reload and pick another"))
	// ErrUnitGroupNotFound is the answer to a unit group unknown to the set.
	ErrUnitGroupNotFound = fault.Define(fault.NotFound, "unit_group.not_found",
		fault.ZH("找不到这个单位组", "它可能已被删除；请刷新后重新选择"), fault.EN("Unit group not found", "It may have been deleted; reload and pick another"))
	// ErrValueNotFound is the answer to a value the attribute does not have.
	ErrValueNotFound = fault.Define(fault.NotFound, "attribute.value_not_found",
		fault.ZH("找不到这个属性值", "它可能已被删除；请刷新"), fault.EN("Attribute value not found", "It may have been deleted; reload"))
	// ErrFileNotFound is the answer to an upload unknown to the set.
	ErrFileNotFound = fault.Define(fault.NotFound, "file.not_found",
		fault.ZH("找不到这个文件", "请重新上传"), fault.EN("File not found", "Upload it again"))
	// ErrBarcodeCheckDigit is a warning, never a refusal. It has the parameters barcode and expected.
	ErrBarcodeCheckDigit = fault.Define(fault.Invalid, "sku.barcode_check_digit",
		fault.ZH("条码 {barcode} 的校验位不对，应为 {expected}", "核对条码；店内自编码可以忽略此提醒"),
		fault.EN("The check digit of barcode {barcode} is wrong, expected {expected}", "Compare the barcode; ignore this for codes of your own"))

	// ErrImportCodeMade has the parameters given, code and why.
	ErrImportCodeMade = fault.Define(fault.Conflict, "import.sku_code_made",
		fault.ZH("单品货号 {given} 已被“{product}”使用，改用代码 {code}", "如需保留货号，请在商品里修改其中一个"),
		fault.EN("The article number {given} is used by “{product}”; the SKU got the code {code}", "To keep the number, change one of the two in the catalogue"))
	// ErrImportCodeTwice has the parameters given and code.
	ErrImportCodeTwice = fault.Define(fault.Conflict, "import.sku_code_twice",
		fault.ZH("单品货号 {given} 在同一个商品里重复，改用代码 {code}", "在 1688 上给每个规格填写不同的单品货号"),
		fault.EN("The article number {given} appears twice in the offer; the SKU got the code {code}", "Give each specification its own article number on 1688"))
	// ErrImportNoSuchSKU has the parameters product and spec.
	ErrImportNoSuchSKU = fault.Define(fault.Conflict, "import.no_such_sku",
		fault.ZH("已有商品“{product}”里没有对应的规格 {spec}", "在商品里补上这个规格，或手动匹配"),
		fault.EN("The existing product “{product}” has no SKU for {spec}", "Add it to the product, or match by hand"))
	// ErrImportNoCode has the parameter code.
	ErrImportNoCode = fault.Define(fault.Conflict, "import.no_free_code",
		fault.ZH("商品 {code} 没有可用的 SKU 代码", "修改已占用 {code}_001 等代码的商品"),
		fault.EN("No SKU code is free for product {code}", "Change the products that use the codes {code}_001 and so on"))
)
