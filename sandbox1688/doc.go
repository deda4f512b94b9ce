// Package sandbox1688 is a 1688 open platform to run on one's own machine: a
// gateway that checks signatures and tokens, the authorise pages, the offers of
// some sellers, pre-orders with a scan-and-pay page, the orders that come out of
// them, message push, faults on demand and a clock that can be moved. Any 1688 client can be
// pointed at it by changing the gateway address, the app key and the secret.
//
// [New] makes a [Server], which is an [http.Handler]:
//
//	/openapi/{protocol}/{version}/{namespace}/{api}/{appKey}  gateway
//	/oauth/authorize                                          page where a seller or buyer lets an app in
//	/preorder/{id}                                            what detailUrl of a pre-order leads to
//	/img/...                                                  generated pictures for the relative picture paths
//	/console                                                  page to act as seller, buyer and operator
//	/control/...                                              the same for programs, as JSON
//
// A server made by New keeps everything in memory and forgets it with the process;
// one made by [Open] keeps it in a file and goes on after a restart. The package is
// written from the public description of the platform alone and shares no code with
// any client, so that a client and the sandbox cannot agree on the same mistake.
// Field names keep the platform's own spelling, mistakes included. What the public
// description leaves open is an assumption listed in docs/sandbox.md; where two
// behaviours are plausible [Switches] chooses.
package sandbox1688
