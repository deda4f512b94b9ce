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
	fault.AddWords("document", fault.Word{Code: escrowSource, ZH: "1688 担保交易", EN: "1688 escrow"})
	fault.AddWords("escrow.state",
		fault.Word{Code: string(EscrowPaid), ZH: "待发货", EN: "waiting for shipment"},
		fault.Word{Code: string(EscrowShipped), ZH: "已发货", EN: "shipped"},
		fault.Word{Code: string(EscrowConfirmed), ZH: "已确认收货", EN: "confirmed"},
		fault.Word{Code: string(EscrowReleased), ZH: "已放款", EN: "released"},
		fault.Word{Code: string(EscrowRefunded), ZH: "已退款", EN: "refunded"})
}
