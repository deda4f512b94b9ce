package preorder

import (
	"github.com/huotong/huotong/internal/fault"
)

func init() {
	fault.AddWords("document", fault.Word{Code: receiptSource, ZH: "1688 预订单", EN: "1688 pre-order"})
	fault.AddWords("preorder.upload",
		fault.Word{Code: string(UploadWaiting), ZH: "上传中", EN: "uploading"},
		fault.Word{Code: string(UploadChecking), ZH: "核实中", EN: "being looked up"},
		fault.Word{Code: string(UploadDone), ZH: "已上传", EN: "uploaded"},
		fault.Word{Code: string(UploadRefused), ZH: "上传失败", EN: "refused"},
		fault.Word{Code: string(UploadAbandoned), ZH: "已放弃", EN: "given up"})
}
