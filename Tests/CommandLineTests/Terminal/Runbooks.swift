/// Runbooks for a person at a terminal.
///
/// Their commands end some time after a test that failed.
enum Runbooks {
  /// A command that runs until the file `go` appears, then a step that runs by itself.
  static let waiting = """
    ---
    runbook: waiting
    title: Waiting
    ---

    # Waiting

    ## Steps

    ### Change it

    - timeout: 10m

    ```sh run
    echo begun >> begun.txt
    echo $$ > process.txt
    echo it has begun
    for i in $(seq 900); do [ -e go ] && break; sleep 0.1; done
    echo it goes on
    ```

    ### Look at it

    - timeout: 10m

    ```sh run
    echo after
    ```
    """

  /// The same in Chinese, with output that is wide.
  static let wide = """
    ---
    runbook: wide
    title: 门户网站中断处置
    ---

    # 门户网站中断处置

    ## 步骤

    ### 检查虚拟存储与数据库主节点的健康状态

    - 超时: 10m

    ```sh run
    echo 主机一 正常 运行
    for i in $(seq 900); do [ -e go ] && break; sleep 0.1; done
    echo 存储二 告警 降级
    ```

    ### 通知值班负责人与业务部门联系人

    打电话。
    """

  /// A command that asks a person.
  static let asking = """
    ---
    runbook: ask
    title: Ask
    ---

    # Ask

    ## Steps

    ### Type a word

    - timeout: 10m

    ```sh run tty=yes
    tty >/dev/null && stty size > size.txt
    printf 'the %s? ' word
    read -r word
    echo "got <$word>"
    ```
    """

  /// Prose that knows nothing of us.
  static let prose = """
    # Disk full

    ## Mitigation

    1. Look at the disk:

       ```console
       $ df -h /
       Filesystem Size
       ```

    2. Remove old logs:

       ```bash
       echo "would remove what is older than <days> days"
       ```

       - [ ] The owner knows

    3. Look again
    """
}
