import Ledger
import Testing

/// On which file system a ledger lies.
struct MountTableTests {
  private static let table = MountTable(
    """
    /dev/sda1 / ext4 rw,relatime 0 0
    tmpfs /tmp tmpfs rw 0 0
    server:/home /home nfs4 rw,vers=4.2 0 0
    /dev/sdb1 /home/local\\040disk xfs rw 0 0
    overlay /data overlay rw 0 0
    server:/data /data cifs rw 0 0

    """)

  @Test(arguments: [
    ("/var/ledger.sqlite", "ext4"), ("/tmp/ledger.sqlite", "tmpfs"),
    ("/tmpfile/ledger.sqlite", "ext4"), ("/home/me/Results/pedlab.sqlite", "nfs4"),
    ("/home/local disk/ledger.sqlite", "xfs"), ("/data/ledger.sqlite", "cifs"),
  ])
  func types(path: String, type: String) {
    #expect(Self.table.type(of: path) == type)
  }

  @Test func `Networks are known`() {
    #expect(MountTable.networkTypes.isSuperset(of: ["nfs", "nfs4", "cifs", "lustre"]))
    #expect(MountTable("").type(of: "/x") == nil)
  }
}
