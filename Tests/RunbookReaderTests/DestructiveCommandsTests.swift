import RunbookReader
import Testing

@Suite struct DestructiveCommandsTests {
  @Test(
    arguments: [
      "rm -rf /var/x", "rm -r x", "rm *.log", "sudo rm -rf x", "ls && rm -fr x",
      "mkfs.ext4 /dev/sdb",
      "dd if=/dev/zero of=/dev/sda", "kubectl -n shop delete pod x", "oc adm drain node1",
      "kubectl scale deploy x --replicas=0", "systemctl stop postgresql", "sudo systemctl mask x",
      "shutdown -h now", "/sbin/reboot", "ceph osd out 3",
      "ceph osd purge 3 --yes-i-really-mean-it",
      "openstack server delete vm1", "openstack server evacuate --wait vm1",
      "openstack compute service set --down h nova-compute", "iptables -F",
      "iptables -P INPUT DROP",
      "git push --force", "git push -f origin main", "git reset --hard HEAD~1", "git clean -fdx",
      "helm uninstall x", "terraform destroy", "zfs destroy tank/x", "lvremove /dev/vg/x",
      "wipefs -a /dev/sdb", "kill -9 123", "killall nginx", "pkill -f x", "pg_ctl promote -D /d",
      "psql -c \"select pg_promote()\"", "psql -c 'drop table x'", "psql -Atc 'TRUNCATE x'",
      "mysql -e \"delete from t\"", "mysql -e 'STOP REPLICA; RESET REPLICA ALL'",
      "psql <<EOF\ndrop database x;\nEOF", "redis-cli FLUSHALL", "rabbitmqctl purge_queue q",
      "kafka-topics.sh --bootstrap-server x --delete --topic t",
      "ipmitool -I lanplus -H h chassis power off", "userdel bob", "crontab -r",
      "ip link set eth0 down", "ssh host rm -rf /x", "ssh host 'sudo systemctl stop x'",
      "bash -c 'rm -rf /x'", "find / -name x -delete", "find . -exec rm {} +", "x | xargs rm",
      "kubectl exec -it pod -- rm -rf /data", "docker rm -f x", "docker compose down -v",
      "rsync -a --delete a b", "curl -XDELETE http://es/x", "curl -X DELETE http://es/x",
      "aws ec2 terminate-instances --instance-ids i", "A=1 rm -rf x", "echo $(rm -rf x)",
      "if true; then reboot; fi", "truncate -s 0 /var/log/x", "virsh destroy vm",
      "etcdctl member remove 8e9", "echo x | sudo tee y; reboot", "cp disk.raw /dev/sda",
      "mv disk.raw /dev/sdb1", "fence_ipmilan -a h -o off", "pg_rewind -D /d", "rpm -e x",
      "stonith_admin --fence node1", "openstack compute service set --disable h nova-compute",
      "dpkg --purge x", "nginx -s stop", "terraform apply -destroy", "mdadm --stop /dev/md0",
      "kafka-delete-records.sh --offset-json-file x", "dmsetup wipe_table x", "ip addr flush dev x",
    ]
  )
  func `what destroys is told`(_ script: String) {
    #expect(DestructiveCommands.isDestructive(script, language: "bash"))
  }

  @Test(
    arguments: [
      "rm -f /tmp/x.lock", "ls -l", "echo rm -rf /", "echo 'drop table x'", "# rm -rf /\nls",
      "grep -r delete .", "kubectl get pods", "kubectl describe pod delete-me",
      "systemctl status x",
      "systemctl restart x", "git push", "git reset HEAD x", "git log --oneline", "kill 123",
      "kill -0 123", "psql -c 'select 1'", "psql -c \"delete from t where id = 1\"",
      "iptables -L -n",
      "dd if=/dev/sda of=/dev/null", "terraform plan", "kubectl delete pod x --dry-run=client",
      "ceph osd tree", "openstack server list", "ip link show", "ip -br addr", "docker ps",
      "curl -fsS http://x/delete", "fdisk -l", "shutdown -c", "crontab -l", "ssh host uptime",
      "ssh host 'grep rm x'", "cat <<EOF\nrm -rf /\nEOF", "redis-cli info", "helm list",
      "journalctl -u reboot", "printf 'reboot\\n'", "awk '/drop table/' x", "",
      "curl -fsS -o /dev/null http://$host/x", "cp a b 2>/dev/null; ls /dev/sda",
      "psql -c 'select pid from pg_stat_activity'", "openstack host set --enable h",
    ]
  )
  func `what only looks, or only says so, is not`(_ script: String) {
    #expect(!DestructiveCommands.isDestructive(script, language: "bash"))
  }

  @Test func `other languages are searched for statements`() {
    #expect(DestructiveCommands.isDestructive("DROP TABLE x;", language: "sql"))
    #expect(DestructiveCommands.isDestructive("shutil.rmtree(p)", language: "python"))
    #expect(!DestructiveCommands.isDestructive("print('drop by')", language: "python"))
  }
}
