package sandbox1688

import "slices"

// category is a node of the category tree (three levels, as on the platform).
type category struct {
	id       int64
	name     string
	level    int
	parent   int64
	children []int64
}

// Leaf categories used by generated offers and the seed.
const (
	catTee       = 1031910
	catDress     = 1031919
	catTrousers  = 1031924
	catHoodie    = 1031912
	catShirt     = 1031918
	catJacket    = 1031913
	catPolo      = 1037649
	catMensTee   = 1037648
	catMensJeans = 1037651
	catKidsTee   = 1042841
	catKidsSet   = 1042845
	catTote      = 1043103
	catBackpack  = 1043106
	catCrossbody = 1043104
	catWallet    = 1043109
	catSuitcase  = 1043112
	catBrake     = 1046721
	catChain     = 1046722
	catPedal     = 1046723
	catTyre      = 1046725
	catSaddle    = 1046726
	catLamp      = 1046729
	catLock      = 1046731
	catPump      = 1046732
	catPen       = 1048201
	catNotebook  = 1048203
	catPencil    = 1048202
	catFile      = 1048206
	catStapler   = 1048207
	catEraser    = 1048209
	catBulb      = 1051301
	catStrip     = 1051302
	catDeskLamp  = 1051305
	catPanel     = 1051303
	catFlood     = 1051307
	catTape      = 1053401
	catDouble    = 1053402
	catMasking   = 1053403
	catDuct      = 1053404
)

type leafs map[int64]string

type branch struct {
	id    int64
	name  string
	leafs leafs
}

// categoryPlan is the tree from its roots: id, name, children.
var categoryPlan = []struct {
	id     int64
	name   string
	middle []branch
}{
	{10166, "女装", []branch{
		{122_086_001, "女式上装", leafs{catTee: "女式T恤", catHoodie: "女式卫衣、绒衫", catShirt: "女式衬衫", catJacket: "女式短外套"}},
		{122_086_002, "女式裙裤", leafs{catDress: "连衣裙", catTrousers: "女式休闲裤"}},
	}},
	{10165, "男装", []branch{
		{122_085_001, "男式上装", leafs{catMensTee: "男式T恤", catPolo: "男式POLO衫"}},
		{122_085_002, "男式裤装", leafs{catMensJeans: "男式牛仔裤"}},
	}},
	{311, "童装", []branch{
		{122_091_001, "儿童服装", leafs{catKidsTee: "儿童T恤", catKidsSet: "儿童套装"}},
	}},
	{1042954, "箱包皮具", []branch{
		{123_110_001, "女包男包", leafs{catTote: "手提包", catCrossbody: "斜挎包", catBackpack: "双肩包"}},
		{123_110_002, "钱包箱类", leafs{catWallet: "钱包", catSuitcase: "拉杆箱"}},
	}},
	{18, "运动户外", []branch{
		{124_210_001, "自行车零配件", leafs{catBrake: "刹车", catChain: "链条", catPedal: "脚踏", catTyre: "内外胎", catSaddle: "车座"}},
		{124_210_002, "骑行装备", leafs{catLamp: "车灯", catLock: "车锁", catPump: "打气筒"}},
	}},
	{67, "办公、文化", []branch{
		{125_310_001, "书写工具", leafs{catPen: "中性笔", catPencil: "铅笔", catEraser: "橡皮、修正用品"}},
		{125_310_002, "本册、文件管理", leafs{catNotebook: "笔记本、记事本", catFile: "文件夹、文件袋", catStapler: "订书机"}},
	}},
	{10208, "照明工业", []branch{
		{126_410_001, "光源", leafs{catBulb: "LED球泡灯", catStrip: "LED灯带", catPanel: "LED面板灯"}},
		{126_410_002, "灯具", leafs{catDeskLamp: "台灯", catFlood: "投光灯"}},
	}},
	{68, "包装", []branch{
		{127_510_001, "胶带", leafs{catTape: "封箱胶带", catDouble: "双面胶带", catMasking: "美纹纸胶带", catDuct: "布基胶带"}},
	}},
}

// categories is the tree by id; roots are the children of the pseudo node 0.
var categories = plantCategories()

func plantCategories() map[int64]*category {
	tree := map[int64]*category{0: {}}
	add := func(id int64, name string, level int, parent int64) {
		tree[id] = &category{id: id, name: name, level: level, parent: parent}
		tree[parent].children = append(tree[parent].children, id)
	}
	for _, root := range categoryPlan {
		add(root.id, root.name, 1, 0)
		for _, middle := range root.middle {
			add(middle.id, middle.name, 2, root.id)
			for id, name := range middle.leafs {
				add(id, name, 3, middle.id)
			}
			slices.Sort(tree[middle.id].children)
		}
	}
	return tree
}
