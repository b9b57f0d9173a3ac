/// Runbooks as teams write them, made up from a number: the same ones at every run.
struct SampleRunbooks {
  /// The day of their last review.
  var reviewed: String

  /// `count` files of about `bytes` bytes in all.
  func files(count: Int, bytes: Int) -> [String] {
    (0..<count).map { index in
      file(index, bytes: bytes / count)
    }
  }

  /// The file with that number, of about `bytes` bytes.
  func file(_ index: Int, bytes: Int) -> String {
    var text = opening(index)
    var part = 0
    while text.utf8.count < bytes {
      part += 1
      text += section(index, part)
    }
    return text
  }

  /// An authored runbook with that many steps in one file.
  func long(steps: Int) -> String {
    var text = opening(0)
    for part in 1...steps { text += authoredStep(0, part) }
    return text
  }

  private func opening(_ index: Int) -> String {
    switch index % 4 {
    case 0:
      """
      ---
      runbook: service-\(index)
      title: Service \(index) is slow
      severity: sev\(index % 4 + 1)
      owner: platform
      reviewed: \(reviewed)
      inputs:
        host: { description: Host that serves it, required: true, pattern: '^[a-z0-9.-]+$' }
        zone: { description: Zone of the host, default: east, choices: [east, west] }
      ---

      # Service \(index) is slow

      Users see pages that take **more than a second**. The service keeps its sessions in a
      database; see the [overview](https://example.org/services/\(index)).

      ## Preconditions

      - [ ] You are in the incident channel
      - [ ] The change freeze is announced

      ## Steps


      """
    case 1:
      """
      # KubeContainerWaiting\(index)

      ## Meaning

      A container in pod has been in the waiting state for longer than *one hour*.

      ## Impact

      Service degradation or unavailability.

      | metric | value | since |
      |--------|------:|:-----:|
      | up     | 0.\(index % 97) | 10 m |
      | errors | \(index % 31) % | 5 m |

      ## Diagnosis


      """
    case 2:
      """
      # 数据库主库故障应急预案（\(index)）

      ## 适用范围

      本预案适用于政务服务平台核心数据库主库不可用的情形，由驻场工程师执行，机动人员配合。

      > [!WARNING]
      > 切换前必须确认备库延迟，未经授权不得修改数据。

      ## 处置流程


      """
    default:
      """
      Troubleshooting guide \(index)
      ==============================

      Owner: @team-\(index % 17) · last used ~~yesterday~~ in March

      ## Triage


      """
    }
  }

  private func section(_ index: Int, _ part: Int) -> String {
    switch index % 4 {
    case 0: authoredStep(index, part)
    case 1: operatorStep(index, part)
    case 2: chineseStep(index, part)
    default: guideStep(index, part)
    }
  }

  private func authoredStep(_ index: Int, _ part: Int) -> String {
    """
    ### Look at replica \(part)

    - timeout: 30s
    - retry: 2 every 5s
    - role: platform

    Replica \(part) answers on port \(5000 + part % 1000). If it does not, its queue grows and the
    portal shows `503`; the [dashboard](https://example.org/d/\(index)?part=\(part)) has the numbers.

    ```bash check
    curl -fsS -m 5 -o /dev/null "http://$host:\(5000 + part % 1000)/health?zone=$zone"
    ```

    - [It answers](#tell-the-desk-about-\(part)) when: exit == 0
    - [It does not](#restart-replica-\(part)) when: otherwise

    ### Restart replica \(part)

    - timeout: 2m
    - approve: ic, not the runner, within 10m else escalate

    ```bash run
    ssh "$host" sudo systemctl restart replica@\(part)
    ```

    ```bash rollback
    ssh "$host" sudo systemctl start replica-previous@\(part)
    ```

    ### Tell the desk about \(part)

    - evidence: text, name of the person who took the call

    Call the desk and say what was done:

    1. the time at which users could work again
    2. what was restarted, and by whom
    3. what is still open


    """
  }

  private func operatorStep(_ index: Int, _ part: Int) -> String {
    """
    ### Check container \(part)

    - Check pod events via `kubectl -n $NAMESPACE describe pod $POD`.
    - Check pod logs via `kubectl -n $NAMESPACE logs $POD -c container-\(part)`
    - Check for missing files such as configmaps/secrets/volumes
      - ask for the *owner* of volume \(part)
      - [known problems](https://example.org/kb/\(index)/\(part))
    - Check for pod requests, especially special ones such as GPU.

    ```shell
    $ kubectl get pods -n shop-\(index % 50) -l app=cart-\(part) -o wide
    NAME                    READY   STATUS    RESTARTS   AGE
    cart-\(part)-7d9c6b8f5d-abcde   0/1     Pending   \(part)          12m
    ```

    If the node is under pressure, drain it and tell the team in [#ops](https://chat.example.org).


    """
  }

  private func chineseStep(_ index: Int, _ part: Int) -> String {
    """
    ### 第 \(part) 步：检查第 \(part) 个节点

    1. 登录堡垒机，确认节点 db-\(index % 9)-\(part) 的运行状态，并截图留存。
    2. 查看主备延迟；如果延迟超过 30 秒，立即通知项目负责人和机动人员。
    3. 核对最近一次备份的时间和大小，与巡检记录一致后方可继续。

    ```bash
    psql -h db-\(part) -Atc "select pg_is_in_recovery(), now() - pg_last_xact_replay_timestamp()"
    ```

    - [ ] 已电话通知甲方联络人
    - [ ] 已在值班群内通报处置进展（第 \(part) 次）

    处置完成后，在**值班日志**中记录开始时间、恢复时间和影响范围。


    """
  }

  private func guideStep(_ index: Int, _ part: Int) -> String {
    """
    #### Symptom \(part): requests pile up

    Most of the time this is the connection pool. Look at the graph *Pool in use*; when it is flat
    at the top for ten minutes, somebody holds connections. We saw this in the outage of
    2024-0\(index % 9 + 1)-1\(part % 10), see [the post-mortem](https://example.org/pm/\(index)).

    1. Find who holds them:

       ```sql
       select pid, usename, state, now() - xact_start as age
       from pg_stat_activity where datname = 'shop_\(part)' order by age desc;
       ```

    2. Ask them to stop. If nobody answers within 5 minutes:

       ```bash
       psql -c "select pg_terminate_backend(pid) from pg_stat_activity where pid = \(1000 + part)"
       ```

    3. Watch the graph for another 10 minutes.

    <details><summary>Why not restart?</summary>A restart loses the evidence.</details>


    """
  }
}
